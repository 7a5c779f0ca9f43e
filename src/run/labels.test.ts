import { expect, test } from 'vitest'
import { readLabels, runLabels } from './labels.ts'

const owner = { host: 'a1b2', boot: '7a36f1c1', pid: 4711, pidStart: '205469' }
const lifetime = { kept: false, createdMs: Date.UTC(2026, 10, 22, 6, 28, 15), ttlSeconds: 21_600 }

test('labels say whose an object is without the help of a disk', () => {
  expect(runLabels(owner, '261122-062815-k3f', lifetime)).toMatchInlineSnapshot(`
    {
      "holdfast.boot": "7a36f1c1",
      "holdfast.created": "2026-11-22T06:28:15.000Z",
      "holdfast.host": "a1b2",
      "holdfast.kept": "false",
      "holdfast.pid": "4711",
      "holdfast.pid-start": "205469",
      "holdfast.run": "261122-062815-k3f",
      "holdfast.ttl-seconds": "21600",
    }
  `)
})

test('what was written is read', () => {
  expect(readLabels(runLabels(owner, 'any', lifetime))).toEqual({ owner, ...lifetime })
})

test('without labels the owner lives nowhere and its time never ends', () => {
  const { owner: nobody, createdMs, ttlSeconds } = readLabels({})
  expect(nobody.host).toBe('')
  expect(Date.now() > createdMs + ttlSeconds * 1000).toBe(false)
})

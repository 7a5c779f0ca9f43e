import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { selfSigned } from './__fixtures__/identity.ts'
import { PlantedServer } from './__fixtures__/planted-server.ts'
import { samplesDuring } from './__fixtures__/samples-during.ts'
import { WatchedObjects } from './__fixtures__/watched-objects.ts'
import type { Identity } from './protocol.ts'

let identity: Identity
let server: PlantedServer
let objects: WatchedObjects

beforeAll(() => {
  identity = selfSigned()
})
beforeEach(async () => {
  server = await PlantedServer.start(identity)
  objects = new WatchedObjects(server)
})
afterEach(() => server.stop())

const during = (meanwhile: Parameters<typeof samplesDuring>[1], deadlineMs = 5000) =>
  samplesDuring({ target: server.target, identity, operation: 'watch', connection: 'reused-h2', deadlineMs }, meanwhile)

const told = (samples: Awaited<ReturnType<typeof during>>) =>
  Object.entries(Object.groupBy(samples, ({ outcome, detail }) => (detail ? `${outcome}, ${detail}` : outcome)))
    .map(([words, group]) => ({ words, count: group!.length }))
    .sort((a, b) => b.count - a.count)

test('each sample ends with the event of its own object, on one stream and one connection', async () => {
  const samples = await during(more => more(8))
  expect(told(samples)).toEqual([{ words: 'ok', count: samples.length }])
  expect(objects.from).toEqual([''])
  expect(new Set(samples.map(({ localPort }) => localPort)).size).toBe(1)
})

test('an event that comes late is measured, from the moment at which the sample was due', async () => {
  objects.silent = true
  const samples = await during(async more => {
    await sleep(500)
    // The stream opens anew and tells all that it missed.
    objects.silent = false
    objects.endWatches()
    await more(8)
  })
  expect(told(samples)).toEqual([{ words: 'ok', count: samples.length }])
  const delaysUs = samples.sort((a, b) => a.n - b.n).map(({ endUs, intendedUs }) => endUs - intendedUs)
  expect(delaysUs[0]).toBeGreaterThan(250_000)
  expect(delaysUs.at(-1)).toBeLessThan(delaysUs[0]!)
})

test('a stream that ends is opened again from its last version', async () => {
  const samples = await during(async more => {
    await more(5)
    objects.endWatches()
    await more(3)
  })
  expect(told(samples)).toEqual([{ words: 'ok', count: samples.length }])
  expect(objects.from).toHaveLength(2)
  expect(Number(objects.from[1])).toBeGreaterThan(3)
})

// A page of a proxy, a cut made whole, an answer of another kind, and what only looks like an event.
const noEvents = ['<html><body>502 Bad Gateway</body></html>', '{"type":"ADDED","obj', 'null', '{"type":"ADDED"}']

test.each(noEvents)('after a line such as %s the stream is opened again from its last version', async line => {
  const samples = await during(async more => {
    await more(5)
    objects.writeToWatches(`${line}\n`)
    await more(3)
  })
  expect(told(samples)).toEqual([{ words: 'ok', count: samples.length }])
  expect(objects.from).toHaveLength(2)
  expect(Number(objects.from[1])).toBeGreaterThan(3)
})

test('a server whose watches all begin with what is no event is told, and the series goes on when they do not', async () => {
  const samples = await during(async more => {
    objects.beginsWith = '<html>\n'
    await more(3)
    objects.beginsWith = undefined
    await more(3)
  }, 1000)
  expect(told(samples).map(({ words }) => words)).toContain('closed, watch: not an event: "<html>"')
  expect(samples.at(-1)!.outcome).toBe('ok')
})

test('a version that is too old begins anew, told by status or in the stream', async () => {
  const begun = (count: number) =>
    expect.poll(() => objects.from.length, { timeout: 5000 }).toBeGreaterThanOrEqual(count)
  await during(async more => {
    await more(3)
    objects.refuseWatch = 410
    objects.endWatches()
    await begun(3)
    objects.refuseWatch = undefined
    await more(3)
    objects.endWatches({ type: 'ERROR', object: { kind: 'Status', code: 410 } })
    await more(3)
  })
  const [first, afterEnd, ...later] = objects.from
  expect([first, afterEnd === '']).toEqual(['', false])
  expect(new Set(later)).toEqual(new Set(['']))
  expect(later.length).toBeGreaterThan(1)
})

test('no event within the deadline is a timeout, and says that the write went well', async () => {
  objects.silent = true
  const samples = await during(more => more(3), 1000)
  expect(told(samples)).toEqual([{ words: 'timeout, watch: no event', count: samples.length }])
})

test('a stream that stays away is closed', async () => {
  const samples = await during(async more => {
    await more(3)
    objects.refuseWatch = 503
    objects.endWatches()
    await more(3)
  }, 1000)
  expect(told(samples).map(({ words }) => words)).toContain('closed, watch: 503')
})

test('a write that fails is told as one', async () => {
  objects.refuse = 504
  const samples = await during(more => more(3))
  expect(told(samples)).toEqual([{ words: '5xx, write: 504 Planted', count: samples.length }])
})

test('a connection that is lost takes the stream along; the next sample makes both anew', async () => {
  const samples = await during(async more => {
    await more(3)
    server.cut('reset')
    await more(5)
  })
  expect(samples.at(-1)!.outcome).toBe('ok')
  expect(objects.from).toHaveLength(2)
  expect(new Set(samples.map(({ localPort }) => localPort)).size).toBeGreaterThan(1)
})

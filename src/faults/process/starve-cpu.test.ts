import { expect, test } from 'vitest'
import { refusedSince, starveCpu } from './starve-cpu.ts'

test('proven when the kernel refused CPU time in most periods', () => {
  const before = { periods: 5, throttled: 1 }
  expect(refusedSince(before, { periods: 25, throttled: 20 })).toEqual({
    proven: true,
    evidence: 'the kernel refused CPU time in 19 of 20 periods of 100 ms',
  })
})

test('one busy moment, or a limit that nobody reaches, is no proof', () => {
  const none = { periods: 0, throttled: 0 }
  expect(refusedSince(none, { periods: 5, throttled: 5 }).proven).toBe(false)
  expect(refusedSince(none, { periods: 100, throttled: 12 }).proven).toBe(false)
  expect(refusedSince({ periods: 90, throttled: 80 }, { periods: 90, throttled: 80 }).proven).toBe(false)
})

test('a node that started anew counts anew', () => {
  expect(refusedSince({ periods: 900, throttled: 800 }, { periods: 20, throttled: 18 }).proven).toBe(true)
})

test('a number of cores that is none is refused', () => {
  expect(() => starveCpu({ cores: 0 })).toThrow('starve-cpu: 0 is no number of cores')
  expect(() => starveCpu({ cores: Number.NaN })).toThrow('no number of cores')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationMs, formatMs } from './duration.ts'

test.each([
  ['250ms', 250],
  ['2s', 2000],
  ['1.5m', 90_000],
  ['1h', 3_600_000],
  [42, 42],
] as const)('%s is %d ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms)
})

test.each(['', '2', 's', '-1s', '2 s', '1m30s'])('%j is refused', text => {
  expect(() => durationMs(text, 'limits.rejoin')).toThrow(/^limits\.rejoin: /)
})

test('a whole number of any unit is that many units', () => {
  fc.assert(fc.property(fc.nat(1e6), n => durationMs(`${n}s`) === n * 1000 && durationMs(`${n}ms`) === n))
})

test('people read three digits', () => {
  expect([85.4, 7123, 59_940, 59_960, 65_000].map(formatMs)).toEqual([
    '85 ms',
    '7.12 s',
    '59.9 s',
    '1 min 0 s',
    '1 min 5 s',
  ])
})

import { expect, test } from 'vitest'
import { spreadText } from './spread-text.ts'

test.each([
  [[7100, 7600, 8610], 'ms', '7.60 s', '7.10–8.61 s'],
  [[850, 1200, 61_000], 'ms', '1.20 s', '850 ms–1 min 1 s'],
  [[0, 0.015, 0.33], 'share', '1.5 %', '0–33 %'],
  [[9e8, 1.1e9, 1.2e9], 'bytes', '1.1 GB', '900 MB–1.2 GB'],
  [[100, 100.2, 100.4], 'ms', '100 ms', undefined],
] as const)('%j as %s', ([min, middle, max], unit, median, range) => {
  const spread = { min, median: middle, max, runs: 3 }
  expect(spreadText(spread, unit)).toEqual({ median, ...(range === undefined ? {} : { range }) })
})

test('of one run there is no range', () => {
  expect(spreadText({ min: 1, median: 1, max: 1, runs: 1 }, 'ms')).toEqual({ median: '1 ms' })
})

import { expect, test } from 'vitest'
import { ticks } from './ticks.ts'

const labels = (seconds: number) =>
  ticks({ fromUs: 0, toUs: seconds * 1_000_000 })
    .filter(tick => !tick.fine)
    .map(tick => tick.label)

test('round moments, never too many', () => {
  expect(labels(60)).toEqual([
    '0',
    '5 s',
    '10 s',
    '15 s',
    '20 s',
    '25 s',
    '30 s',
    '35 s',
    '40 s',
    '45 s',
    '50 s',
    '55 s',
    '60 s',
  ])
  expect(labels(600)).toEqual([
    '0',
    '1 min',
    '2 min',
    '3 min',
    '4 min',
    '5 min',
    '6 min',
    '7 min',
    '8 min',
    '9 min',
    '10 min',
  ])
  for (const seconds of [1, 17, 90, 1000, 50_000, 1_000_000]) expect(labels(seconds).length).toBeLessThanOrEqual(14)
})

import { expect, test } from 'vitest'
import { randomFrom } from '../base/seed.ts'
import { planOutages } from './plan.ts'
import { halves, stationsOf } from './stations.ts'

const dose = { brief: 3, short: 4, long: 2, veryLong: 1 }

test('lengths keep to their ranges, from 10 ms to 30 s, in a drawn order', () => {
  const lengths = planOutages('refuse', dose, randomFrom(7)).map(({ lengthMs }) => lengthMs)
  const between = (low: number, high: number) => lengths.filter(ms => ms >= low && ms < high).length
  expect([between(10, 100), between(100, 1000), between(1000, 5000), between(5000, 30_000)]).toEqual([3, 4, 2, 1])
  expect(lengths).not.toEqual(lengths.toSorted((a, b) => a - b))
})

test('an episode gets the 2 s of good samples that end it, and more', () => {
  const gaps = planOutages('one in three hung', dose, randomFrom(7)).map(({ gapMs }) => gapMs)
  expect(Math.min(...gaps)).toBeGreaterThan(3000)
})

test('the same seed draws the same outages; no port is given twice', () => {
  const drawn = (seed: number) => stationsOf(halves.flat(), { full: dose, partial: dose }, randomFrom(seed))
  expect(drawn(3)).toEqual(drawn(3))
  expect(drawn(3)).not.toEqual(drawn(4))
  const ports = drawn(3).flatMap(({ port, backends }) => [port, ...backends])
  expect(new Set(ports).size).toBe(ports.length)
})

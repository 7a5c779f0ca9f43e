import { expect, test } from 'vitest'
import { matchOutages } from './match.ts'
import type { Planting } from './planting.ts'

const planting = (fromUs: number, toUs: number, answeredUs = toUs): Planting => ({
  station: 's',
  begin: { fromUs, toUs: fromUs },
  heal: { fromUs: toUs, toUs },
  answeredUs,
})
const seconds = (from: number, to: number) => ({ fromUs: from * 1e6, toUs: to * 1e6 })
const first = planting(10e6, 11e6, 12e6)
const second = planting(20e6, 21e6)

test('an outage belongs to the planting in which it begins, also one that a request under way began', () => {
  const { found, falseAlarms } = matchOutages([first, second], [seconds(9.99, 11), seconds(20.03, 21.04)])
  expect(found.get(first)).toEqual(seconds(9.99, 11))
  expect(found.get(second)).toEqual(seconds(20.03, 21.04))
  expect(falseAlarms).toEqual([])
})

test('pieces of one planting are one find, from the first to the last', () => {
  const { found } = matchOutages([first], [seconds(10.1, 10.2), seconds(10.5, 11.1), seconds(11.9, 12.1)])
  expect(found.get(first)).toEqual(seconds(10.1, 12.1))
})

test('what begins where nothing was planted is a false alarm', () => {
  const outages = [seconds(5, 6), seconds(9.7, 10.5), seconds(12.1, 12.2), seconds(30, 31)]
  const { found, falseAlarms } = matchOutages([first, second], outages)
  expect(found.size).toBe(0)
  expect(falseAlarms).toEqual(outages)
})

test('one that lasts over two plantings finds the first alone', () => {
  const { found } = matchOutages([first, second], [seconds(10.5, 25)])
  expect([...found.keys()]).toEqual([first])
})

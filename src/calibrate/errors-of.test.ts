import { expect, test } from 'vitest'
import { errorsOf } from './errors-of.ts'
import type { Planting, Station } from './planting.ts'
import { spreadOf } from './spread.ts'

const planting: Planting = {
  station: 's',
  begin: { fromUs: 1000, toUs: 1200 },
  heal: { fromUs: 5000, toUs: 5400 },
  answeredUs: 9000,
}
const station: Station = { id: 's', kind: 'refuse', connection: 'new', port: 1, backends: [], plan: [] }

test('errors count from that end of what the planter knows which makes them larger', () => {
  const found = { fromUs: 1100, toUs: 5500 }
  expect(errorsOf({ ...found, fromUs: 900 }, planting, station).beginUs).toBe(-300)
  expect(errorsOf(found, planting, station)).toEqual({ beginUs: -100, endUs: 500, durationUs: 300 })
})

test('a kept connection over a black hole is back with its first answer', () => {
  const kept = { ...station, kind: 'black hole', connection: 'reused' } as const
  expect(errorsOf({ fromUs: 1200, toUs: 9010 }, planting, kept)).toMatchObject({ endUs: 10, durationUs: -90 })
})

test('after a pause, what waited is answered at once, but not in no time', () => {
  const paused = { ...station, kind: 'pause' } as const
  expect(errorsOf({ fromUs: 1200, toUs: 9010 }, planting, paused).endUs).toBe(10)
})

test('a client that leaves the dead back end of three by itself has no planted end', () => {
  const left = { ...station, kind: 'one in three hung', connection: 'reused' } as const
  expect(errorsOf({ fromUs: 1200, toUs: 9000 }, planting, left)).toEqual({ beginUs: 200 })
})

test('percentiles are of the sizes, by nearest rank', () => {
  expect(spreadOf([])).toBeUndefined()
  expect(spreadOf([-5])).toEqual({ count: 1, p50Us: 5, p99Us: 5 })
  expect(spreadOf(Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? index + 1 : -index - 1)))).toEqual({
    count: 200,
    p50Us: 100,
    p99Us: 198,
  })
})

import { expect, test } from 'vitest'
import { campaign } from '../__fixtures__/campaign.ts'
import type { RunReport } from '../report-schema.ts'
import { formationFloor, gapFloor, lostFloor } from './floors.ts'

const [held] = campaign().reports as [RunReport]
const { topology } = held

/** What is predicted for a series, said once. */
const predicted = (prediction: Partial<RunReport['predictions']['series'][number]>, times = 1): RunReport => ({
  ...held,
  predictions: {
    restarts: [],
    series: Array.from({ length: times }, () => ({
      series: 'lb/cached-read/new',
      faults: ['kill-1'],
      words: 'why',
      measuredMs: 0,
      ...prediction,
    })),
  },
})

test.each([
  [{ gap: { fromMs: 0, toMs: 100 } }, '≤ 0.1 s'],
  [{ gap: { fromMs: 4000, toMs: 9500 } }, '4.0–9.5 s'],
  [{ gap: { fromMs: 4000 } }, undefined],
  [{}, undefined],
])('the gap of %j', (prediction, floor) => {
  const theory = { theory: 'why', ...(floor === undefined ? {} : { floor }) }
  expect(gapFloor(predicted(prediction), 'lb/cached-read/new')).toEqual(theory)
})

test('of a run whose faults have a prediction each there is none for all', () => {
  expect(gapFloor(predicted({ gap: { fromMs: 0, toMs: 1 } }, 2), 'lb/cached-read/new')).toBeUndefined()
  expect(gapFloor(predicted({}, 0), 'lb/cached-read/new')).toBeUndefined()
})

test('the share that is led to a lost server: for good, for a while, or none', () => {
  const gap = { fromMs: 0, toMs: 100 }
  const lost = (partly?: { share: number; forMs?: number }) =>
    lostFloor(predicted({ gap, ...(partly && { partly }) }))?.floor
  expect([lost({ share: 1 / 3 }), lost({ share: 1 / 3, forMs: 9000 }), lost()]).toEqual(['33 %', '≤ 33 %', '0 %'])
  expect(lostFloor(predicted({}))).toBeUndefined()
})

const formed = (servers: number, timing: 'default' | 'fast', standIn: boolean) =>
  formationFloor({
    ...held,
    timing,
    topology: { ...topology, servers },
    images: held.images.map(image => ({ ...image, standIn })),
  })?.floor

test('one learner after the other waits for a tick', () => {
  expect([formed(1, 'default', false), formed(3, 'default', false), formed(5, 'default', true)]).toEqual([
    '0 s',
    '15–30 s',
    '45–60 s',
  ])
  expect(formed(3, 'fast', true)).toBe('1–2 s')
  expect(formationFloor({ ...held, topology: { ...topology, datastore: 'mysql' } })).toBeUndefined()
})

import { expect, test } from 'vitest'
import { campaign } from '../__fixtures__/campaign.ts'
import type { RunReport } from '../report-schema.ts'
import { lostShare } from './lost-share.ts'

const [held] = campaign().reports as [RunReport]

/** A fault from second 10 to 20, probed every 100 ms, with these failed episodes. */
function faulty(episodes: { fromS: number; toS: number; bad: number }[]): RunReport {
  const series = held.series.map(each => {
    if (each.definition.id !== 'lb/cached-read/new') return each
    const failed = episodes.map(({ fromS, toS, bad }) => ({
      fromUs: fromS * 1e6,
      toUs: toS * 1e6,
      bad,
      total: bad * 3,
      longestAllBadUs: 0,
    }))
    return { ...each, definition: { ...each.definition, intervalMs: 100 }, failed: { outages: [], episodes: failed } }
  })
  return { ...held, series, faults: [{ ...held.faults[0]!, beganUs: 10e6, healedUs: 20e6 }] }
}

test.each([
  ['none', [], 0],
  ['a third, all the time', [{ fromS: 10, toS: 20, bad: 33 }], 0.33],
  ['what failed before the fault is not its', [{ fromS: 1, toS: 2, bad: 10 }], 0],
  [
    'two stretches add up',
    [
      { fromS: 10, toS: 11, bad: 5 },
      { fromS: 18, toS: 19, bad: 5 },
    ],
    0.1,
  ],
])('%s', (_what, episodes, share) => {
  expect(lostShare(faulty(episodes))).toBeCloseTo(share)
})

test('without a fault nothing is known', () => {
  expect(lostShare({ ...held, faults: [] })).toBeUndefined()
})

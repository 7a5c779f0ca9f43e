import { expect, test } from 'vitest'
import { goodRun } from '../checks/__fixtures__/run.ts'
import type { Limits } from './limits.ts'
import { overlaidLimits } from './overlaid-limits.ts'

const seconds = (count: number) => ({ longestOutageMs: count * 1000 })
const overlaid = (named: Limits, own: Limits) => {
  const { manifest } = goodRun()
  return overlaidLimits(named, { ...manifest, limits: own })
}

test('what is named replaces, the rest stays', () => {
  const own = { series: { write: seconds(9), 'cached-read': seconds(2) }, rejoinMs: 60_000, scheduleMs: 35_000 }
  expect(overlaid({ series: { write: seconds(1) }, rejoinMs: 5000 }, own)).toEqual({
    series: { write: seconds(1), 'cached-read': seconds(2) },
    rejoinMs: 5000,
    scheduleMs: 35_000,
  })
})

test('an operation replaces the limits of its series by id, and one id only its own', () => {
  const own = { series: { 'lb/write/new': seconds(9), 'direct:server:0/write/new': seconds(8) } }
  expect(overlaid({ series: { write: seconds(1) } }, own).series).toEqual({
    write: seconds(1),
    'direct:server:0/write/new': seconds(8),
  })
  expect(overlaid({ series: { 'lb/write/new': seconds(1) } }, { series: { write: seconds(9) } }).series).toEqual({
    write: seconds(9),
    'lb/write/new': seconds(1),
  })
})

test('the model keeps what is not named; a history from before it has none', () => {
  const own: Limits = { series: {}, fromModel: ['cached-read', 'quorum-read', 'write', 'schedule'] }
  expect(overlaid({ series: { write: seconds(1) } }, own).fromModel).toEqual(['cached-read', 'quorum-read', 'schedule'])
  expect(overlaid({ series: { write: seconds(1) } }, { series: {} })).not.toHaveProperty('fromModel')
})

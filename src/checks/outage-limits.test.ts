import { expect, test } from 'vitest'
import { at, goodRun, times } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

const cachedReads = (run: ReturnType<typeof goodRun>) =>
  judge(run).checks.find(({ id }) => id === 'outage/lb/cached-read/new')!

test('an outage says what it saw, and where', () => {
  const run = goodRun()
  run.change('lb/cached-read/new', 50, 53, ({ intendedUs }) => ({ outcome: 'reset', endUs: intendedUs + 1000 }))
  expect(cachedReads(run)).toMatchObject({
    verdict: 'fail',
    measured: { unit: 'ms', value: expect.closeTo(3005, 0) },
    reason: {
      kind: 'longest-outage',
      series: { path: 'lb', operation: 'cached-read', connection: 'new' },
      lengthUs: 3_004_800,
      isOpen: false,
      after: [],
      limitMs: 2000,
      notJudgedAfter: [],
    },
    evidence: [
      {
        fromUs: at(50) + 200,
        toUs: at(53) + 5000,
        seen: { kind: 'outage', outage: { outcomes: { reset: 60 }, causes: [], unexplainedUs: 3_004_800 } },
        samples: { series: 'lb/cached-read/new', from: 200, to: 259 },
      },
    ],
  })
})

test('an outage that is open at the end is no pass, and too long a one is a failure', () => {
  const openFrom = (seconds: number) => {
    const run = goodRun()
    run.change('lb/cached-read/new', seconds, times.control, () => ({ outcome: 'refused' }))
    return cachedReads(run)
  }
  expect(openFrom(times.control - 1)).toMatchObject({
    verdict: 'unknown',
    measured: { unit: 'ms', isOpen: true },
    reason: { kind: 'longest-outage', isOpen: true },
  })
  expect(openFrom(times.control - 5)).toMatchObject({ verdict: 'fail' })
  expect(openFrom(times.control - 0.1)).toMatchObject({ verdict: 'pass' })
})

test('what the control phase plants is outside all limits', () => {
  const { checks, series } = judge(goodRun())
  expect(checks.find(({ id }) => id === 'control')!.evidence).toHaveLength(12)
  expect(series[0]!.stalled).toEqual({ outages: [], episodes: [] })
})

test('without a limit there is no check, and the series is shown all the same', () => {
  const run = goodRun()
  run.manifest.limits = { series: {} }
  const { checks, series } = judge(run)
  expect(checks.filter(({ id }) => id.startsWith('outage/'))).toEqual([])
  expect(series).toHaveLength(6)
})

test('what the author left to the model is limited by its prediction, and only a broken limit fails', () => {
  const run = goodRun()
  run.manifest.limits = { series: { 'cached-read': { longestOutageMs: 2000 } }, fromModel: ['quorum-read', 'write'] }
  const limits = () => {
    const outages = judge(run).checks.filter(({ id }) => id.startsWith('outage/'))
    return Object.fromEntries(outages.map(({ id, limit, verdict }) => [id, { ...limit, verdict }]))
  }
  // The upper end of an election, and 2 s; on a kept connection also the 15 s of a write that is lost with the leader.
  expect(limits()).toEqual({
    'outage/lb/cached-read/new': { unit: 'ms', value: 2000, verdict: 'pass' },
    'outage/lb/cached-read/reused': { unit: 'ms', value: 2000, verdict: 'pass' },
    'outage/lb/quorum-read/new': { unit: 'ms', value: 11_500, from: 'model', verdict: 'pass' },
    'outage/lb/quorum-read/reused': { unit: 'ms', value: 11_500, from: 'model', verdict: 'pass' },
    'outage/lb/write/new': { unit: 'ms', value: 11_500, from: 'model', verdict: 'pass' },
    'outage/lb/write/reused': { unit: 'ms', value: 26_500, from: 'model', verdict: 'pass' },
  })
  // No election belongs to a crash of a follower.
  Object.assign(run.harness.find(record => record.type === 'fault' && record.step === 'call')!, { node: 'server:0' })
  const followers = limits()['outage/lb/write/new']
  expect(followers).toMatchObject({ unit: 'ms', from: 'model', verdict: 'fail' })
  expect(followers).toHaveProperty('value', expect.closeTo(2500, -3))
})

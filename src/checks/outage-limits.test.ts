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
    measured: '3.00 s',
    reason: 'the longest time without a successful cached read on new connections was 3.00 s; 2.00 s are allowed',
    evidence: [
      {
        fromUs: at(50) + 200,
        toUs: at(53) + 5000,
        text: 'bad samples: 60 reset; unexplained: 3.00 s',
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
    measured: expect.stringContaining('still open'),
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

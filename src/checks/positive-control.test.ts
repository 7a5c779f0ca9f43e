import { expect, test } from 'vitest'
import type { Sample } from '../history/records.ts'
import { at, goodRun, planted, type Run } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { judge } from './judge.ts'
import { positiveControl } from './positive-control.ts'

const control = (run: Run) => positiveControl.judge(gatherFacts(run))[0]!
const fine = ({ intendedUs }: Sample): Partial<Sample> => ({ outcome: 'ok', endUs: intendedUs + 5000 })
const gone = ({ intendedUs }: Sample): Partial<Sample> => ({ outcome: 'refused', endUs: intendedUs + 1000 })
const [resetFrom, resetTo] = planted.reset

test('both outages are found in every series, each edge as far off as its samples are', () => {
  const { verdict, reason, measured, evidence } = control(goodRun())
  expect(verdict).toBe('pass')
  expect(reason).toEqual({
    kind: 'control-seen',
    planted: [
      { control: 'reset', lengthUs: 500_000 },
      { control: 'drop', lengthUs: 500_000 },
    ],
    series: 6,
    offUs: 100_000,
  })
  expect(measured).toEqual({ unit: 'ms', value: 100 })
  expect(evidence.map(({ seen }) => seen)).toContainEqual({
    kind: 'edges',
    series: 'lb/write/reused',
    control: 'drop',
    beginUs: 35_000 + 200,
    endUs: 100_000,
  })
  expect(evidence).toHaveLength(12)
})

test('an answer that is still under way keeps its connection busy, and is no error of the begin', () => {
  const run = goodRun()
  const busyS = 0.15
  run.change('lb/quorum-read/reused', resetFrom - 0.06, resetFrom, () => ({ endUs: at(resetFrom + busyS) }))
  const blocked = ({ intendedUs }: Sample) => ({ outcome: 'blocked', endUs: intendedUs }) as const
  run.change('lb/quorum-read/reused', resetFrom, resetFrom + busyS, blocked)
  expect(control(run).verdict).toBe('pass')
})

/** In ms, with all that a series may be off by its samples' own times. */
const edges = (beginMs: number, endMs: number) => ({
  kind: 'edges',
  series: 'lb/cached-read/new',
  control: 'reset',
  beginUs: expect.closeTo(beginMs * 1000, -3),
  endUs: expect.closeTo(endMs * 1000, -3),
})

const edgesOff = [{ kind: 'edges-off', beginAllowedUs: 110_000, endAllowedUs: 110_000 }]

const defects: Record<string, { plant(run: Run): void; wrong?: object; missing?: object }> = {
  'a series that looks away': {
    plant: run => run.change('lb/write/new', resetFrom, resetTo, fine),
    wrong: { kind: 'control-unseen', series: 'lb/write/new', control: 'reset' },
  },
  'an outage seen only by its second half': {
    plant: run => run.change('lb/cached-read/new', resetFrom, resetFrom + 0.25, fine),
    wrong: {
      kind: 'control-seen-wrong',
      edges: edges(250, 0),
      faults: edgesOff,
    },
  },
  'an outage seen 200 ms too long': {
    plant: run => run.change('lb/cached-read/new', resetTo, resetTo + 0.2, () => ({ outcome: 'refused' })),
    wrong: { kind: 'control-seen-wrong', edges: edges(0, 200), faults: edgesOff },
  },
  'an outage with successes in the middle': {
    plant: run => run.change('lb/cached-read/new', resetFrom + 0.1, resetFrom + 0.4, fine),
    wrong: { kind: 'control-seen-wrong', edges: edges(0, 0), faults: [{ kind: 'successes-between', forUs: 295_200 }] },
  },
  'an outage that never ends': {
    plant: run => run.change('lb/cached-read/new', 99, 102, () => ({ outcome: 'timeout' })),
    wrong: { kind: 'control-seen-wrong', faults: expect.arrayContaining([{ kind: 'no-success-after' }]) },
  },
  'an outage that nobody planted': {
    plant: run => run.change('lb/quorum-read/new', 98.2, 98.4, gone),
    wrong: { kind: 'unplanted-seen', series: 'lb/quorum-read/new', lengthUs: expect.closeTo(205_000, -3) },
  },
  'a record that is an interval off': {
    plant: run => {
      for (const record of run.harness) if (record.type === 'control') record.atUs += 250_000
    },
    wrong: { kind: 'control-seen-wrong', edges: edges(-244, -239) },
  },
  'an outage of which only the begin is told': {
    plant: run => run.forget(r => r.type === 'control' && r.kind === 'drop' && r.step === 'end'),
    missing: { kind: 'control-unrecorded', control: 'drop' },
  },
  'a filter that could not be set': {
    plant: run => {
      run.forget(r => r.type === 'control' && r.kind === 'drop')
      run.tell(99, { type: 'control', kind: 'drop', step: 'refused', evidence: 'no iptables' })
    },
    missing: { kind: 'control-refused', control: 'drop', evidence: 'no iptables' },
  },
  'a run that ended before': {
    plant: run => run.forget(r => r.type === 'control' || (r.type === 'phase' && r.phase === 'control')),
    missing: { kind: 'ended-before' },
  },
  'series too slow to see it': {
    plant: run => {
      for (const definition of run.series) definition.intervalMs = 1000
    },
    missing: { kind: 'no-series-asked' },
  },
}

test.each(Object.entries(defects))('%s makes every timing unknown', (_title, { plant, wrong, missing }) => {
  const run = goodRun()
  plant(run)
  const reason = missing
    ? { kind: 'control-missing', missing }
    : { kind: 'control-seen-wrong', wrong: expect.arrayContaining([expect.objectContaining(wrong!)]) }
  expect(control(run)).toMatchObject({ verdict: 'unknown', reason })
  const { checks } = judge(run)
  const believed = checks.filter(({ id, verdict }) => /^(outage|schedule|rejoin)/.test(id) && verdict !== 'unknown')
  expect(believed).toEqual([])
})

test('requests that were under way when the wire was cut are hit too; others before it are not', () => {
  const failedFrom = (us: (sample: Sample) => number) => {
    const run = goodRun()
    run.change('lb/write/new', 96.8, 97, sample => ({ outcome: 'reset', endUs: us(sample) }))
    return control(run)
  }
  expect(failedFrom(() => at(97.01)).verdict).toBe('pass')
  expect(failedFrom(({ intendedUs }) => intendedUs + 20_000)).toMatchObject({
    verdict: 'unknown',
    reason: {
      wrong: [{ edges: { series: 'lb/write/new', control: 'reset', beginUs: expect.closeTo(-166_000, -3) } }],
    },
  })
})

test('a slow request that is answered after the cut comes first, and the rest of the cut right after it', () => {
  const run = goodRun()
  const answered = at(97.08)
  run.change('lb/write/reused', 96.8, 97.08, ({ intendedUs }) =>
    intendedUs < at(96.85) ? { outcome: 'ok', endUs: answered } : { outcome: 'blocked', endUs: intendedUs },
  )
  expect(control(run).verdict).toBe('pass')
})

test('slow answers beside them are what they are, however long they take', () => {
  const slowBy = (us: number) => {
    const run = goodRun()
    run.change('lb/quorum-read/new', 98.2, 98.8, ({ intendedUs }) => ({ endUs: intendedUs + us }))
    return control(run).verdict
  }
  expect([slowBy(300_000), slowBy(600_000)]).toEqual(['pass', 'pass'])
})

test('the end is seen with the send of the first success, however late its answer, and not before one is sent', () => {
  const slowUntil = (seconds: number, change: (sample: Sample) => Partial<Sample>) => {
    const run = goodRun()
    run.change('lb/write/new', resetTo, resetTo + seconds, change)
    return control(run).verdict
  }
  expect(slowUntil(0.2, ({ intendedUs }) => ({ endUs: intendedUs + 400_000 }))).toBe('pass')
  expect(slowUntil(0.2, gone)).toBe('unknown')
})

test('what happens more than a second away does not count against them', () => {
  const run = goodRun()
  run.change('lb/quorum-read/new', 95.2, 95.4, gone)
  expect(control(run).verdict).toBe('pass')
})

test('what is planted late or taken away late is allowed for', () => {
  const run = goodRun()
  for (const record of run.harness) {
    if (record.type === 'control' && record.step === 'end')
      Object.assign(record, { atUs: record.atUs + 150_000, withinUs: 150_000 })
  }
  expect(control(run).verdict).toBe('pass')
})

test('a violation is one without any control', () => {
  const run = goodRun()
  run.forget(r => r.type === 'control')
  run.tell(60, { type: 'engine', node: 'server:2', action: 'die', exitCode: 1 })
  expect(judge(run).verdict).toBe('fail')
  expect(at(0)).toBe(1_000_000_000)
})

import { expect, test } from 'vitest'
import type { Sample } from '../history/records.ts'
import { at, goodRun, planted, type Run } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { judge } from './judge.ts'
import { positiveControl } from './positive-control.ts'

const control = (run: Run) => positiveControl(gatherFacts(run))[0]!.result
const fine = ({ intendedUs }: Sample): Partial<Sample> => ({ outcome: 'ok', endUs: intendedUs + 5000 })
const gone = ({ intendedUs }: Sample): Partial<Sample> => ({ outcome: 'refused', endUs: intendedUs + 1000 })
const [resetFrom, resetTo] = planted.reset

test('both outages are found in every series, each edge as far off as its samples are', () => {
  const { verdict, reason, measured, evidence } = control(goodRun())
  expect([verdict, reason]).toEqual([
    'pass',
    'a reset of 500 ms and drop of 500 ms were found in each of 6 series, their edges at most 100 ms off',
  ])
  expect(measured).toBe('100 ms')
  expect(evidence.map(({ text }) => text)).toContain('lb/write/reused: drop begins 35 ms late, ends 100 ms late')
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

const defects: Record<string, { plant(run: Run): void; said: string }> = {
  'a series that looks away': {
    plant: run => run.change('lb/write/new', resetFrom, resetTo, fine),
    said: 'lb/write/new did not see the reset',
  },
  'an outage seen only by its second half': {
    plant: run => run.change('lb/cached-read/new', resetFrom, resetFrom + 0.25, fine),
    said: 'lb/cached-read/new: reset begins 250 ms late, ends 0 ms late (±110 ms and ±110 ms are allowed)',
  },
  'an outage seen 200 ms too long': {
    plant: run => run.change('lb/cached-read/new', resetTo, resetTo + 0.2, () => ({ outcome: 'refused' })),
    said: 'lb/cached-read/new: reset begins 0 ms late, ends 200 ms late',
  },
  'an outage with successes in the middle': {
    plant: run => run.change('lb/cached-read/new', resetFrom + 0.1, resetFrom + 0.4, fine),
    said: 'lb/cached-read/new: reset begins 0 ms late, ends 0 ms late (with successes for 295 ms in between)',
  },
  'an outage that never ends': {
    plant: run => run.change('lb/cached-read/new', 99, 102, () => ({ outcome: 'timeout' })),
    said: 'with no success after it',
  },
  'an outage that nobody planted': {
    plant: run => run.change('lb/quorum-read/new', 98.2, 98.4, gone),
    said: 'lb/quorum-read/new saw an outage of 205 ms that nobody planted',
  },
  'a record that is an interval off': {
    plant: run => {
      for (const record of run.harness) if (record.type === 'control') record.atUs += 250_000
    },
    said: 'lb/cached-read/new: reset begins 244 ms early',
  },
  'an outage of which only the begin is told': {
    plant: run => run.forget(r => r.type === 'control' && r.kind === 'drop' && r.step === 'end'),
    said: 'the record does not tell when the drop was planted',
  },
  'a filter that could not be set': {
    plant: run => {
      run.forget(r => r.type === 'control' && r.kind === 'drop')
      run.tell(99, { type: 'control', kind: 'drop', step: 'refused', evidence: 'no iptables' })
    },
    said: 'drop could not be planted, no iptables',
  },
  'a run that ended before': {
    plant: run => run.forget(r => r.type === 'control' || (r.type === 'phase' && r.phase === 'control')),
    said: 'the run ended before any was planted',
  },
  'series too slow to see it': {
    plant: run => {
      for (const definition of run.series) definition.intervalMs = 1000
    },
    said: 'no series through the balancer takes 5 samples a second',
  },
}

test.each(Object.entries(defects))('%s makes every timing unknown', (_title, { plant, said }) => {
  const run = goodRun()
  plant(run)
  expect(control(run)).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining(said) })
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
    reason: expect.stringContaining('lb/write/new: reset begins 166 ms early'),
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

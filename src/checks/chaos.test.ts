import { expect, test } from 'vitest'
import { goodRun, type Run, times } from './__fixtures__/run.ts'
import { chaosFollowed } from './chaos-followed.ts'
import { gatherFacts } from './facts.ts'
import { outagesProvoked } from './outages-provoked.ts'
import { rejoin } from './rejoin.ts'

/** The made run's crash as the only fault of a schedule. */
function chaosRun(): Run {
  const run = goodRun()
  run.tell(times.fault - 1, { type: 'schedule', seed: 7, faults: 2 })
  run.tell(times.fault + 9, {
    type: 'skipped',
    kind: 'pause',
    selector: 'leader',
    reason: 'server:2 is struck already',
  })
  return run
}

test('what was skipped is told, and is no failure', () => {
  const skipped = [{ kind: 'fault-skipped', fault: 'pause', selector: 'leader', why: 'server:2 is struck already' }]
  expect(chaosFollowed(gatherFacts(chaosRun()))).toMatchObject([
    { verdict: 'pass', reason: { kind: 'faults-acted', acted: 1, planned: 2, skipped } },
  ])
  expect(chaosFollowed(gatherFacts(goodRun()))).toEqual([])
})

test('a schedule of which nothing acted shows nothing', () => {
  const run = chaosRun()
  run.tell(times.fault + 10, { type: 'skipped', kind: 'kill', selector: 'leader', reason: 'no leader' })
  expect(chaosFollowed(gatherFacts(run))[0]!.verdict).toBe('unknown')
})

const fail = (run: Run, from: number, to: number) =>
  run.change('lb/quorum-read/new', from, to, ({ intendedUs }) => ({ outcome: 'refused', endUs: intendedUs + 1000 }))

test('an outage with a fault before it is provoked, one without is not', () => {
  const run = chaosRun()
  expect(outagesProvoked(gatherFacts(run))).toMatchObject([{ verdict: 'pass', reason: { kind: 'outages-provoked' } }])
  fail(run, times.fault - 5, times.fault - 4)
  const longest = { series: 'lb/quorum-read/new', lengthUs: expect.closeTo(1_000_000, -5) }
  expect(outagesProvoked(gatherFacts(run))).toMatchObject([
    { verdict: 'fail', reason: { kind: 'outages-unprovoked', count: 1, longest } },
  ])
  expect(outagesProvoked(gatherFacts(goodRun()))).toEqual([])
})

test('an outage that goes on into a fault began without it', () => {
  const run = chaosRun()
  fail(run, times.fault - 3, times.fault + 1)
  expect(outagesProvoked(gatherFacts(run))[0]!.verdict).toBe('fail')
})

test('a request that was under way when the fault struck, and failed by it, began before it', () => {
  const run = chaosRun()
  run.change('lb/write/new', times.fault - 0.3, times.fault - 0.25, ({ intendedUs }) => ({
    outcome: 'timeout',
    endUs: intendedUs + 5_000_000,
  }))
  expect(outagesProvoked(gatherFacts(run))[0]!.verdict).toBe('pass')
})

/** The same server is struck again after it came back, and comes back again. */
function twice(run: Run): Run {
  const fault = 'kill-2'
  const node = 'server:1'
  run.tell(96, {
    type: 'fault',
    fault,
    step: 'call',
    kind: 'kill',
    node,
    selector: node,
    reason: 'named',
    effect: { does: 'end' },
  })
  run.tell(96.1, { type: 'engine', node, action: 'die', exitCode: 137 })
  run.tell(96.1, { type: 'fault', fault, step: 'begin', evidence: 'died' })
  run.tell(97, { type: 'fault', fault, step: 'heal-call' })
  run.tell(97.1, { type: 'engine', node, action: 'start' })
  run.tell(97.1, { type: 'fault', fault, step: 'healed', evidence: 'started' })
  for (const stage of ['member', 'voter', 'ready', 'endpoints', 'balancer'] as const)
    run.tell(99, { type: 'recovered', node, stage, evidence: 'seen' })
  return run
}

test('every return of a node is judged, not its last alone', () => {
  expect(rejoin(gatherFacts(twice(goodRun()))).map(({ verdict }) => verdict)).toEqual(['pass'])
  const run = twice(goodRun())
  run.forget(
    record =>
      record.type === 'recovered' &&
      record.stage === 'voter' &&
      record.atUs < run.harness.find(r => r.type === 'fault' && r.fault === 'kill-2')!.atUs,
  )
  run.tell(95.5, { type: 'final', subject: 'server:1 voter', holds: false, seen: 'waited in vain' })
  expect(rejoin(gatherFacts(run))).toMatchObject([
    {
      verdict: 'fail',
      reason: { kind: 'not-arrived', node: 'server:1', missing: ['voter'], observed: ['waited in vain'] },
    },
  ])
})

test('a return that the next fault cut short tells nothing', () => {
  const run = twice(goodRun())
  run.forget(
    record =>
      record.type === 'recovered' &&
      record.stage === 'voter' &&
      record.atUs < run.harness.find(r => r.type === 'fault' && r.fault === 'kill-2')!.atUs,
  )
  expect(rejoin(gatherFacts(run)).map(({ verdict }) => verdict)).toEqual(['pass'])
})

import { expect, test } from 'vitest'
import { at, goodRun, type Run } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

/** The good run, but its victim was paused and not killed. */
function pausedRun(): Run {
  const run = goodRun()
  for (const record of run.harness) {
    if (record.type === 'fault' && record.step === 'call')
      Object.assign(record, { kind: 'pause', effect: { does: 'freeze' } })
    if (record.type === 'engine' && record.action === 'die')
      Object.assign(record, { action: 'pause', exitCode: undefined })
    if (record.type === 'engine' && record.action === 'start' && record.atUs > at(50)) record.action = 'unpause'
  }
  run.tell(41, {
    type: 'lease',
    lease: 'kube-controller-manager',
    holder: 'server-1_a',
    renewTimeMs: 0,
    transitions: 0,
  })
  return run
}

const check = (run: Run, id: string) => judge(run).checks.find(each => each.id === id)!

/** A node ends, and its restart policy brings it back. */
function restart(run: Run, node: 'server:1' | 'server:2', seconds: number): void {
  run.tell(seconds, { type: 'engine', node, action: 'die', exitCode: 1 })
  run.tell(seconds + 1, { type: 'engine', node, action: 'start' })
}

test('a paused node has not ended, and comes back from the moment at which it was let go on', () => {
  const run = pausedRun()
  expect(run.harness.filter(r => r.type === 'engine').map(r => r.action)).toEqual(['start', 'pause', 'unpause'])
  expect(judge(run).verdict).toBe('pass')
  expect(check(run, 'restarts').verdict).toBe('pass')
  expect(check(run, 'rejoin/server:1')).toMatchObject({ verdict: 'pass', measured: { unit: 'ms', value: 6600 } })
})

test('a paused node that does not come back fails to', () => {
  const run = pausedRun()
  run.forget(r => r.type === 'recovered' && r.stage === 'ready')
  run.tell(94, { type: 'final', subject: 'server:1 ready', holds: false, seen: 'Unknown' })
  expect(check(run, 'rejoin/server:1').verdict).toBe('fail')
})

test('whoever could not renew a lease while it was paused ends by design, once it can', () => {
  const run = pausedRun()
  restart(run, 'server:1', 82)
  expect(check(run, 'restarts')).toMatchObject({
    verdict: 'pass',
    reason: { kind: 'no-unplanned-restart', byDesign: ['server:1'], unrenewedMs: 10_000, storeAway: false },
  })
})

test('what it was before it ended by design counts no more', () => {
  const run = pausedRun()
  restart(run, 'server:1', 86)
  expect(check(run, 'rejoin/server:1').verdict).toBe('unknown')
  for (const stage of ['member', 'voter', 'ready', 'endpoints', 'balancer'] as const) {
    run.tell(90, { type: 'recovered', node: 'server:1', stage, evidence: 'seen again' })
  }
  expect(check(run, 'rejoin/server:1')).toMatchObject({ verdict: 'pass', measured: { unit: 'ms', value: 9600 } })
})

test.each<[string, (run: Run) => void]>([
  ['one that held no lease', run => run.forget(r => r.type === 'lease' && r.holder.startsWith('server-1'))],
  ['one that had been let go on for long', run => restart(run, 'server:1', 96)],
  ['another node', run => restart(run, 'server:2', 82)],
])('%s does not', (_title, plant) => {
  const run = pausedRun()
  restart(run, 'server:1', 82)
  plant(run)
  expect(check(run, 'restarts').verdict).toBe('fail')
})

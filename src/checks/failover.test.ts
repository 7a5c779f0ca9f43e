import { expect, test } from 'vitest'
import { goodRun, type Run, times } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { failover } from './failover.ts'

/** The made run with an agent whose calls go over the victim, server:1, until it dies. */
function agentRun(limitMs?: number): Run {
  const run = goodRun()
  run.manifest.topology.agents = 1
  if (limitMs !== undefined) run.manifest.limits.failoverMs = limitMs
  run.tell(40, { type: 'carrier', agent: 'agent:0', server: 'server:1' })
  return run
}

const findingOf = (run: Run) => failover(gatherFacts(run))[0]

test('the time from the loss until the calls go over another server', () => {
  const run = agentRun(2000)
  run.tell(times.fault + 0.1, { type: 'carrier', agent: 'agent:0' })
  run.tell(times.fault + 1.25, { type: 'carrier', agent: 'agent:0', server: 'server:2' })
  expect(findingOf(run)).toMatchObject({ id: 'failover/agent:0', verdict: 'pass', measured: '1.25 s', limit: '2.00 s' })
})

test('too late is a failure', () => {
  const run = agentRun(1000)
  run.tell(times.fault + 1.25, { type: 'carrier', agent: 'agent:0', server: 'server:2' })
  expect(findingOf(run)).toMatchObject({ verdict: 'fail', measured: '1.25 s' })
})

test('calls that go nowhere until the server is back are a failure without any limit', () => {
  const run = agentRun()
  run.tell(times.fault + 0.1, { type: 'carrier', agent: 'agent:0' })
  run.tell(times.heal + 3, { type: 'carrier', agent: 'agent:0', server: 'server:0' })
  expect(findingOf(run)).toMatchObject({ verdict: 'fail', measured: 'never' })
})

test('a limit and no such loss is unknown, and without a limit there is nothing to say', () => {
  const elsewhere = (run: Run): Run => {
    run.forget(({ type }) => type === 'carrier')
    run.tell(40, { type: 'carrier', agent: 'agent:0', server: 'server:0' })
    return run
  }
  expect(findingOf(elsewhere(agentRun(2000)))).toMatchObject({ verdict: 'unknown' })
  expect(findingOf(elsewhere(agentRun()))).toBeUndefined()
})

import { expect, test } from 'vitest'
import type { NodeId } from '../topology/node-id.ts'
import { joinAgent } from './__fixtures__/join-agent.ts'
import { at, goodRun, type Run, times } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { failover } from './failover.ts'

const agentRun = (limitMs?: number): Run => {
  const run = joinAgent(goodRun())
  if (limitMs !== undefined) run.manifest.limits.failoverMs = limitMs
  return run
}
const findingOf = (run: Run) => failover(gatherFacts(run))[0]

test('the time from the loss until the calls go over another server', () => {
  const measured = { unit: 'ms', value: 1250 }
  const finding = { id: 'failover/agent:0', verdict: 'pass', measured, limit: { unit: 'ms', value: 2000 } }
  expect(findingOf(agentRun(2000))).toMatchObject(finding)
})

test('too late is a failure', () => {
  expect(findingOf(agentRun(1000))).toMatchObject({ verdict: 'fail', measured: { unit: 'ms', value: 1250 } })
})

test('calls that go nowhere until the server is back are a failure without any limit', () => {
  const run = agentRun()
  run.forget(record => record.type === 'carrier' && record.server === 'server:2')
  run.tell(times.heal + 3, { type: 'carrier', agent: 'agent:0', server: 'server:0' })
  expect(findingOf(run)).toMatchObject({ verdict: 'fail', measured: { outcome: 'never' } })
})

test('a limit and no such loss is unknown, and without a limit there is nothing to say', () => {
  const elsewhere = (run: Run): Run => {
    run.forget(record => record.type === 'carrier' && record.atUs < at(times.fault))
    run.tell(40, { type: 'carrier', agent: 'agent:0', server: 'server:0' })
    return run
  }
  expect(findingOf(elsewhere(agentRun(2000)))).toMatchObject({ verdict: 'unknown' })
  expect(findingOf(elsewhere(agentRun()))).toBeUndefined()
})

test('connections that outlive a server struck at the same time are no failover, and where none is left there is nothing to say', () => {
  const struckTogether = (...others: NodeId[]) => {
    const run = agentRun(2000)
    for (const node of others) {
      const fault = `with-${node}`
      run.tell(times.fault, {
        type: 'fault',
        fault,
        step: 'call',
        kind: 'kill',
        node,
        selector: node,
        reason: 'named',
        effect: { does: 'end' },
      })
      run.tell(times.fault + 0.1, { type: 'fault', fault, step: 'begin', evidence: 'died' })
      run.tell(times.heal, { type: 'fault', fault, step: 'heal-call' })
    }
    return run
  }
  const run = struckTogether('server:2')
  run.tell(times.fault + 4, { type: 'carrier', agent: 'agent:0', server: 'server:0' })
  expect(findingOf(run)).toMatchObject({ verdict: 'fail', measured: { unit: 'ms', value: 4000 } })
  expect(findingOf(struckTogether('server:0', 'server:2'))).toMatchObject({
    verdict: 'unknown',
    evidenceKind: 'absence',
  })
})

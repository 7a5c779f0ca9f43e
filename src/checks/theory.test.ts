import { expect, test } from 'vitest'
import { goodRun } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { judge } from './judge.ts'
import { theoryOf } from './theory.ts'

test('the theory of a stopped follower is no election', () => {
  const run = goodRun()
  const call = run.harness.find(record => record.type === 'fault' && record.step === 'call')!
  Object.assign(call, { kind: 'stop', node: 'server:0', selector: 'follower' })
  run.prober = run.prober.filter(({ atUs }) => atUs < call.atUs)
  const theory = () => judge(run).checks.find(({ id }) => id === 'outage/lb/write/new')!.theory
  expect(theory()).toBe('no election: 0 s')
  Object.assign(call, { node: 'server:1', selector: 'leader' })
  expect(theory()).toBe('leadership handed over in under 0.1 s, none was seen')
})

test('the theory of the DNS whose host dies rests on how many replicas there are', () => {
  const theory = (coredns: number, operation: 'dns' | 'service') => {
    const run = goodRun()
    const call = run.harness.find(record => record.type === 'fault' && record.step === 'call')!
    Object.assign(call, { node: 'server:0', selector: 'host:coredns' })
    Object.assign(run.manifest.topology, { addOns: { coredns, metricsServer: false } })
    return theoryOf({ path: 'in-cluster', operation, connection: 'new' }, gatherFacts(run))
  }
  expect(theory(1, 'dns')).toBe('gone until its only pod is replaced, 17–25 s after the fault')
  const some = 'some new connections until the node is NotReady, 7–10 s after the fault, and never all of them'
  expect(theory(2, 'dns')).toBe(some)
  expect(theory(1, 'service')).toBe(some)
})

test('the theory of a dead agent is no outage', () => {
  const run = goodRun()
  const call = run.harness.find(record => record.type === 'fault' && record.step === 'call')!
  Object.assign(call, { node: 'agent:0', selector: 'agent:0' })
  for (const operation of ['cached-read', 'write'] as const)
    expect(theoryOf({ path: 'lb', operation, connection: 'new' }, gatherFacts(run))).toBe(
      'no client goes over an agent: 0 s',
    )
})

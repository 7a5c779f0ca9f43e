import { expect, test } from 'vitest'
import { agentPod, joinAgent } from './__fixtures__/join-agent.ts'
import { at, goodRun, type Run } from './__fixtures__/run.ts'
import { agentSteady } from './agent-steady.ts'
import { gatherFacts } from './facts.ts'

const agentRun = (): Run => joinAgent(goodRun())
const findingOf = (run: Run) => agentSteady(gatherFacts(run))[0]

test('an agent that goes on, with the longest time between two heartbeats', () => {
  const run = agentRun()
  run.forget(record => record.type === 'heartbeat' && record.atUs === at(51))
  const reason = { kind: 'agent-steady', longestGapUs: 4_000_000 }
  expect(findingOf(run)).toMatchObject({ id: 'agent/agent:0', verdict: 'pass', reason })
})

test('not to be Ready is harm', () => {
  const run = agentRun()
  run.tell(60, { type: 'node', node: 'agent-0', ready: 'Unknown' })
  const harm = [{ kind: 'node-not-ready', ready: 'Unknown' }]
  expect(findingOf(run)).toMatchObject({ verdict: 'fail', reason: { kind: 'agent-harmed', agent: 'agent:0', harm } })
})

test('to lose a pod is harm', () => {
  const run = agentRun()
  run.tell(60, { ...agentPod, stage: 'gone' })
  const harm = [{ kind: 'pod-lost', pod: 'replica-9' }]
  expect(findingOf(run)).toMatchObject({ verdict: 'fail', reason: { kind: 'agent-harmed', agent: 'agent:0', harm } })
})

test('what a fault of its own did to it is no harm, until it is back', () => {
  const run = agentRun()
  const fault = 'f2'
  const node = 'agent:0'
  run.tell(85, {
    type: 'fault',
    fault,
    step: 'call',
    kind: 'kill',
    node,
    selector: node,
    reason: 'named',
    effect: { does: 'end' },
  })
  run.tell(85, { type: 'engine', node, action: 'die', exitCode: 137 })
  run.tell(86, { type: 'node', node: 'agent-0', ready: 'Unknown' })
  run.tell(87, { type: 'fault', fault, step: 'heal-call' })
  run.tell(87, { type: 'engine', node, action: 'start' })
  run.tell(90, { type: 'recovered', node, stage: 'ready', evidence: 'seen' })
  expect(findingOf(run)).toMatchObject({ verdict: 'pass' })
  run.tell(91, { type: 'node', node: 'agent-0', ready: 'Unknown' })
  expect(findingOf(run)).toMatchObject({ verdict: 'fail' })
})

test('without a heartbeat nobody knows', () => {
  const run = agentRun()
  run.forget(({ type }) => type === 'heartbeat')
  expect(findingOf(run)).toMatchObject({ verdict: 'unknown' })
})

test('a cluster without agents has nothing to say', () => {
  expect(agentSteady(gatherFacts(goodRun()))).toEqual([])
})

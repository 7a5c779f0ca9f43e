import { expect, test } from 'vitest'
import { stageText } from '../report/text/stage-text.ts'
import { at, goodRun, type Run } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

const stages = (run: Run) => judge(run).recovery
const stage = (run: Run, name: string, fault = 'f1') =>
  stages(run).find(each => stageText(each.stage) === name && each.fault === fault)
const replica = { type: 'pod', purpose: 'replica' } as const
const forgetReplicas = (run: Run) => run.forget(r => r.type === 'pod' && r.purpose === 'replica')

/** server:2 is killed from 70 to `healed`, and back 7 s after its start. */
function killSecond(run: Run, healed: number): void {
  const node = 'server:2'
  run.tell(70, {
    type: 'fault',
    fault: 'f2',
    step: 'call',
    kind: 'kill',
    node,
    selector: node,
    reason: 'named',
    effect: { does: 'end' },
  })
  run.tell(70, { type: 'engine', node, action: 'die', exitCode: 137 })
  run.tell(70, { type: 'fault', fault: 'f2', step: 'begin', evidence: 'it died' })
  run.tell(healed, { type: 'fault', fault: 'f2', step: 'heal-call' })
  run.tell(healed, { type: 'engine', node, action: 'start' })
  run.tell(healed, { type: 'fault', fault: 'f2', step: 'healed' })
  for (const stage of ['member', 'voter', 'ready', 'endpoints', 'balancer'] as const) {
    run.tell(healed + 7, { type: 'recovered', node, stage, evidence: 'seen' })
  }
}

test('redundancy is back with the last respect of the last server', () => {
  expect(stage(goodRun(), 'redundancy restored')).toEqual({
    fault: 'f1',
    stage: { kind: 'redundancy-restored' },
    atUs: at(87),
    afterMs: 37_000,
    from: 'fault',
    detail: { kind: 'degraded-for', us: 37_000_000 },
  })
})

test('it waits for Nodes and endpoints of all servers', () => {
  const run = goodRun()
  run.tell(86.5, { type: 'node', node: 'server-0', ready: 'Unknown' })
  run.tell(90, { type: 'node', node: 'server-0', ready: 'True' })
  run.tell(91, { type: 'endpoints', addresses: ['172.28.8.10', '172.28.8.11'] })
  expect(stage(run, 'redundancy restored')).toMatchObject({ atUs: at(90) })
  run.tell(89, { type: 'endpoints', addresses: ['172.28.8.10', '172.28.8.11'] })
  expect(stage(run, 'redundancy restored')).toBeUndefined()
  run.tell(92, { type: 'endpoints', addresses: ['172.28.8.10', '172.28.8.11', '172.28.8.12'] })
  expect(stage(run, 'redundancy restored')).toMatchObject({ atUs: at(92) })
})

test('a server that is not seen back in every respect leaves it open', () => {
  const run = goodRun()
  run.forget(r => r.type === 'recovered' && r.stage === 'balancer')
  expect(stage(run, 'redundancy restored')).toBeUndefined()
})

test('of faults that overlap each has its own stages, and both wait for the last server', () => {
  const run = goodRun()
  killSecond(run, 85)
  expect(stage(run, 'server:2 voter', 'f2')).toMatchObject({ afterMs: 7000, from: 'start' })
  expect(stage(run, 'server:1 voter', 'f1')).toMatchObject({ afterMs: 3600, from: 'start' })
  expect(stage(run, 'redundancy restored', 'f1')).toMatchObject({ atUs: at(92), afterMs: 42_000 })
  expect(stage(run, 'redundancy restored', 'f2')).toMatchObject({ atUs: at(92), afterMs: 22_000 })
})

test('a replica of the victim has moved when its successor runs elsewhere', () => {
  expect(stage(goodRun(), 'pods of server:1 replaced')).toMatchObject({ atUs: at(73), afterMs: 23_000 })
})

test('two replicas need two successors', () => {
  const run = goodRun()
  run.tell(41, { ...replica, pod: 'replica-9', stage: 'running', node: 'server-1' })
  run.tell(72, { ...replica, pod: 'replica-9', stage: 'gone' })
  expect(stage(run, 'pods of server:1 replaced')).toBeUndefined()
  run.tell(74, { ...replica, pod: 'replica-10', stage: 'running', node: 'server-0' })
  expect(stage(run, 'pods of server:1 replaced')).toMatchObject({ atUs: at(74) })
})

test('a successor on the victim itself is none', () => {
  const run = goodRun()
  forgetReplicas(run)
  run.tell(40, { ...replica, pod: 'replica-1', stage: 'running', node: 'server-1' })
  run.tell(72, { ...replica, pod: 'replica-1', stage: 'gone' })
  run.tell(88, { ...replica, pod: 'replica-3', stage: 'running', node: 'server-1' })
  expect(stage(run, 'pods of server:1 replaced')).toBeUndefined()
})

test('a victim that is back before its replicas are given up needs no successors', () => {
  const run = goodRun()
  run.forget(r => r.type === 'pod' && (r.stage === 'gone' || r.pod === 'replica-3'))
  expect(stage(run, 'pods of server:1 replaced')).toMatchObject({
    atUs: at(85),
    detail: { kind: 'not-needed', node: 'server:1' },
  })
})

test('reads that never failed say so', () => {
  expect(stage(goodRun(), 'cached reads back')).toMatchObject({ afterMs: 0, detail: { kind: 'never-gone' } })
  expect(stage(goodRun(), 'writes back')).toMatchObject({ detail: { kind: 'longest-outage', us: 7_004_800 } })
})

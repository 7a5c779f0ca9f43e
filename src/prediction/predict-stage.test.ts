import { expect, test } from 'vitest'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { faultAt, settingOf } from './__fixtures__/faults.ts'
import { predictStage } from './predict-stage.ts'
import type { StageKind } from './stage-kind.ts'

const stages: StageKind[] = [
  { kind: 'lease-moved', lease: 'kube-scheduler' },
  { kind: 'not-ready', node: 'server:1' },
  { kind: 'endpoints-without', node: 'server:1' },
]
const lasting = { overUs: undefined, backUs: undefined }
const crash = (more: Partial<FaultInstance> = {}) => faultAt('server:1', 'kill', { ...lasting, ...more })

const bands = (fault: FaultInstance, input: TopologyInput = {}, faults: FaultInstance[] = [fault]) =>
  stages.map(stage => {
    const band = predictStage(stage, fault, faults, settingOf(input))
    return band && [band.fromMs / 1000, band.toMs / 1000]
  })

test("a crash of etcd's leader: the figures that the sources give", () => {
  expect(bands(crash({ leader: 'server:1' }))).toEqual([
    [13, 29],
    [7, 19.5],
    [24, 40],
  ])
})

test('a crash of a follower', () => {
  expect(bands(crash())).toEqual([
    [13, 22],
    [7, 10],
    [0, 25],
  ])
})

const monitor = (node: NodeId) => ({ holders: { 'kube-controller-manager': node } })

test("under the distribution's own timers, and when the node monitor itself was on the victim", () => {
  expect(bands(crash({ leader: 'server:1' }), { timing: 'default' })[1]).toEqual([40, 64.5])
  expect(bands(crash({ leader: 'server:1', ...monitor('server:1') }))[1]).toEqual([20, 39])
})

test('a node of which the monitor was lost with another, half a second later', () => {
  const first = crash(monitor('server:2'))
  const second = faultAt('server:2', 'kill', { ...lasting, calledUs: 500_000, ...monitor('server:2') })
  const bandOf = (faults: FaultInstance[]) => bands(first, { servers: 3, datastore: 'external-etcd' }, faults)[1]
  expect(bandOf([first])).toEqual([7, 10])
  expect(bandOf([first, second])).toEqual([20.5, 32.5])
})

test('what is frozen or cut off counts as lost when that lasts, and nothing is said when it is healed before', () => {
  expect(bands(crash({ effect: { does: 'freeze' } }))).toEqual([
    [13, 22],
    [7, 10],
    [0, 25],
  ])
  expect(bands(faultAt('server:1', 'pause'))).toEqual([undefined, [7, 10], undefined])
  const cut = (from: NodeId[]) => crash({ effect: { does: 'cut', from, lost: 'both' } })
  expect(bands(cut(['server:0', 'server:2']))[1]).toEqual([7, 10])
  expect(bands(cut(['lb:0']))).toEqual([undefined, undefined, undefined])
})

test('without a quorum no lease moves and nobody is noticed', () => {
  const both = [crash(), faultAt('server:2', 'kill', { ...lasting, calledUs: 2e6 })]
  expect(bands(both[0]!, {}, both)).toEqual([undefined, undefined, undefined])
})

test('of the only replica of the DNS it is that of its pod; of two, half of the answers until the node is NotReady', () => {
  const fault = crash({ hostsDns: true })
  const band = (coredns: 1 | 2, stage: StageKind) =>
    predictStage(stage, fault, [fault], settingOf({ addOns: { coredns } }))
  const back = (operation: 'dns' | 'service'): StageKind => ({ kind: 'operation-back', operation, by: 'pod' })
  expect(band(1, back('dns'))).toEqual(band(1, { kind: 'pods-replaced', node: 'server:1' }))
  expect(band(2, back('dns'))).toEqual({ fromMs: 0, toMs: 10_000 })
  expect(band(1, back('service'))).toEqual({ fromMs: 0, toMs: 10_000 })
})

import { expect, test } from 'vitest'
import type { ImageRecord } from '../history/manifest.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { nodeEnvironment } from './node-environment.ts'

const environment = (standIn: boolean, input: TopologyInput) =>
  nodeEnvironment({ standIn } as ImageRecord, parseTopology(input, 'the topology'))

test('a stand-in is told the timers by which it is judged, and nothing else is told any', () => {
  expect(environment(true, { timing: 'fast' })).toEqual({
    HOLDFAST_NODE_LEARNER_TICK: '1000ms',
    HOLDFAST_NODE_ETCD_READY_TICK: '500ms',
    HOLDFAST_NODE_PUBLISH_PATIENCE: '1000ms',
  })
  expect(environment(false, { timing: 'fast' })).toEqual({})
  expect(environment(true, { timing: 'default' })).toEqual({})
  expect(environment(true, { timing: 'fast', distribution: 'kubeadm' })).toEqual({})
})

import { expect, test } from 'vitest'
import { startTimersOf } from '../distributions/start-timers-of.ts'
import { formationWaitMs } from './formation-wait.ts'
import { longestStart, type Start } from './longest-start.ts'
import type { NodeId } from './node-id.ts'
import { parseTopology } from './parse-topology.ts'
import type { TopologyInput } from './topology.ts'

const startOf = (start: Partial<Start>, isStandIn: boolean, input: TopologyInput = {}) => {
  const topology = parseTopology(input, 'the topology')
  const all = { node: 'server:1' as NodeId, atOnce: 1, newcomers: 0, ...start }
  return longestStart(all, topology, startTimersOf(topology, isStandIn)).toMs
}
const newcomer = { newcomers: 1 }

test('a server of an image that has no fast timers may wait for a tick and a test of its etcd besides', () => {
  expect([startOf({}, true), startOf({}, false)]).toEqual([46_500, 80_000])
  expect([startOf(newcomer, true), startOf(newcomer, false)]).toEqual([77_500, 125_000])
  expect(startOf(newcomer, true, { timing: 'default' })).toBe(startOf(newcomer, false))
})

test('newcomers become voters one after another, and what starts at once shares the machine', () => {
  expect(startOf({ atOnce: 2, newcomers: 2 }, false) - startOf(newcomer, false)).toBe(15_000 + 20_000)
  expect(startOf({ atOnce: 3 }, true) - startOf({}, true)).toBe(40_000)
})

test('a server whose state is elsewhere, an agent and what is no server wait for no etcd of their own', () => {
  expect(startOf(newcomer, false, { datastore: 'postgres' })).toBe(75_000)
  expect(startOf({ node: 'agent:0' }, false, { agents: 1 })).toBe(45_000)
  expect(startOf({ node: 'lb:0' }, false)).toBe(startOf({ node: 'lb:0' }, true))
})

test('a formation waits a tick for each joiner, and for a test', () => {
  const waitOf = (servers: number, isStandIn: boolean, input: TopologyInput = {}) => {
    const topology = parseTopology({ servers, ...input }, 'the topology')
    return formationWaitMs(topology, startTimersOf(topology, isStandIn))
  }
  expect([waitOf(3, true), waitOf(3, false), waitOf(7, false)]).toEqual([2500, 35_000, 95_000])
  expect(waitOf(3, false, { datastore: 'mysql' })).toBe(0)
  expect(waitOf(3, false, { distribution: 'kubeadm' })).toBe(0)
})

import { expect, test } from 'vitest'
import type { Manifest } from '../history/manifest.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { startTimersEntry } from './start-timers-entry.ts'

const entryOf = (standIn: boolean, input: TopologyInput = {}) =>
  startTimersEntry({
    topology: parseTopology(input, 'the topology'),
    images: [{ role: 'node', standIn }],
  } as Manifest).startTimers

test('a stand-in says by which timers it ran, and which its published image has', () => {
  expect(entryOf(true)).toEqual({
    used: { learnerTickMs: 1000, etcdTestMs: 500, etcdServesMs: 1000 },
    own: { learnerTickMs: 15_000, etcdTestMs: 5000, etcdServesMs: 30_000 },
    formationWaitMs: 2500,
    text: "Servers wait for the clock: etcd's leader makes one learner a voter each 1.00 s (k3s: 15.0 s), a server tests its own etcd each 500 ms (k3s: 5.00 s), such a test takes up to 1.00 s (k3s: 30.0 s); a formation, up to 2.50 s of it",
  })
})

test('a published image has them alone', () => {
  expect(entryOf(false)?.text).toBe(
    "Servers wait for the clock: etcd's leader makes one learner a voter each 15.0 s, a server tests its own etcd each 5.00 s, such a test takes up to 30.0 s; a formation, up to 35.0 s of it",
  )
})

test('servers whose state is elsewhere wait for no etcd of their own', () => {
  expect(entryOf(false, { datastore: 'postgres' })).toBeUndefined()
  expect(entryOf(false, { distribution: 'kubeadm' })?.used).toEqual({ partsAgainMs: 2000 })
})

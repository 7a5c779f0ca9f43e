import { stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { useTemporaryState } from '../run/__fixtures__/temporary-state.ts'
import { makeStateDirectory, stateFile } from '../run/state.ts'
import { addressesOf } from '../topology/addresses.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { drawSecrets } from './datastores/draw-secrets.ts'
import { readSavedCluster, type SavedCluster, saveCluster } from './saved-cluster.ts'

useTemporaryState()

const topology = parseTopology({ servers: 3, datastore: 'postgres' }, 'test')
const nodes = addressesOf(topology, '172.28.8.0/24')
const saved: SavedCluster = {
  facts: {
    runId: 'one',
    labels: { 'holdfast.run': 'one' },
    topology,
    images: [],
    nodes,
    containers: new Map(nodes.map(({ id }) => [id, `container of ${id}`])),
    keepers: new Map(),
    hostPorts: [4711],
    token: 'secret',
    drawn: {},
    secrets: drawSecrets(nodes),
  },
  kubeconfig: 'apiVersion: v1',
  namespace: 'holdfast',
  leftBy: { runId: 'one', title: 'a story' },
  formation: [{ stage: 'formed', afterMs: 30_000 }],
  members: [],
  startedAtMs: new Map([['server:0', 1.5]]),
}

test('another process reads of a cluster what this one left, and nobody else does', async () => {
  await makeStateDirectory('one')
  await saveCluster(saved)
  expect(await readSavedCluster('one')).toEqual(saved)
  expect((await stat(stateFile('one', 'cluster.json'))).mode & 0o777).toBe(0o600)
})

test('a run that left no cluster has none', async () => {
  await expect(readSavedCluster('two')).rejects.toThrow("no cluster 'two' was left standing here")
})

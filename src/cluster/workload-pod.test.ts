import { expect, test } from 'vitest'
import { ClusterError, messageOf } from '../base/errors.ts'
import { type Answer, answeringKube } from '../kube/__fixtures__/answering-kube.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { Cluster } from './cluster.ts'
import { runWorkloadPod } from './workload-pod.ts'

/** Runs a pod on the last of two servers: what looks at it find, one after the other, and what a look at its Node does. */
async function run(looks: Answer[], node: Answer): Promise<string> {
  const kube = await answeringKube(request => {
    if (request.startsWith('POST')) return {}
    return request.includes('/nodes/') ? node : looks.shift()!
  })
  const topology = parseTopology({ servers: 2, datastore: 'postgres' }, 'test')
  const cluster = { kube, topology, images: [{ role: 'workload', reference: 'workload' }] } as unknown as Cluster
  return runWorkloadPod(cluster, { name: 'in-cluster', on: 'server:1', signal: new AbortController().signal })
}

test('the address of a pod that runs is told', async () => {
  const status = { phase: 'Running', podIP: '10.42.1.7' }
  expect(await run([{ status: { phase: 'Pending' } }, { status }], 'absent')).toBe('10.42.1.7')
})

test('a pod that was deleted before it ran ends the wait, with its Node and who wanted it gone', async () => {
  const conditions = [{ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager' }]
  const node = { status: { conditions: [{ type: 'Ready', status: 'False' }] } }
  const ended = run([{ status: { phase: 'Pending', conditions } }, 'absent'], node)
  await expect(ended).rejects.toBeInstanceOf(ClusterError)
  expect(await ended.catch(messageOf)).toBe(
    'pod in-cluster was deleted before it ran on server:1, whose Ready is False: DeletionByTaintManager',
  )
})

test('where its Node is gone too, or nobody said why, the rest is told', async () => {
  await expect(run(['absent'], 'absent')).rejects.toThrow(
    /^pod in-cluster was deleted before it ran on server:1, whose Ready is Unknown$/,
  )
})

// @module-tag nightly
import { expect, test } from 'vitest'
import { terminalProgress } from '../base/terminal-progress.ts'
import { waitUntil } from '../base/wait-until.ts'
import { requireEngine } from '../engine/require-engine.ts'
import { ensureImages } from '../images/ensure-images.ts'
import { beginRun } from '../run/run.ts'
import type { NodeId } from '../topology/node-id.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { Cluster, ClusterContainers } from './cluster.ts'
import { createContainers } from './create-containers.ts'
import { ensurePodImages } from './ensure-pod-images.ts'
import { form } from './form.ts'

const signal = AbortSignal.timeout(240_000)

/** Forms three servers; as soon as one has joined, does this to the other, which must wait for its turn and is joining. */
async function formWith(
  plant: (cluster: ClusterContainers, joiner: NodeId) => Promise<unknown>,
  after: (cluster: Cluster) => Promise<void> = async () => {},
) {
  const progress = terminalProgress()
  const engine = await requireEngine(progress, signal)
  const images = await ensureImages(engine, {}, progress, signal)
  const topology = parseTopology({ servers: 3 }, 'test')
  await using run = await beginRun(engine, { title: 'a joiner that dies half-way' })
  const created = await createContainers(engine, { runId: run.id, labels: run.labels, topology, images })
  const stages: string[] = []
  let planted: Promise<unknown> | undefined
  const cluster = await form(created, {
    signal,
    awaiting: () => {},
    saveProberLine: () => {},
    onStage: (stage, node) => {
      stages.push(node ? `${stage} ${node}` : stage)
      if (stage !== 'api-ready' || node === 'server:0') return
      planted ??= plant(created, node === 'server:1' ? 'server:2' : 'server:1')
    },
  })
  await planted
  await after(cluster)
  const members = await cluster.observer.members()
  await cluster.observer.end()
  await cluster.kube.close()
  return { stages, members }
}

test('a formation goes on when a joiner is killed as a learner', { timeout: 300_000 }, async () => {
  const { stages, members } = await formWith(async (cluster, joiner) => {
    const node = cluster.node(joiner)
    const learner = async () => expect(await node.logs()).toContain('starting an etcd server')
    await waitUntil(`${joiner} to be a learner`, learner, { timeoutMs: 30_000, intervalMs: 50, signal })
    await node.kill()
  })
  expect(stages.filter(stage => stage.startsWith('started-again'))).toHaveLength(1)
  expect(members.map(({ voter }) => voter)).toEqual([true, true, true])
})

test('a formation goes on when a joiner ends by itself, and mends an image that was not imported', {
  timeout: 300_000,
}, async () => {
  const { stages, members } = await formWith(
    async (cluster, joiner) => {
      await cluster.node(joiner).execOrThrow(['pkill', '-9', 'containerd'])
    },
    async cluster => {
      const { reference } = cluster.images.find(({ role }) => role === 'workload')!
      const remove = ['k3s', 'ctr', '--namespace', 'k8s.io', 'images', 'rm', reference]
      await cluster.node('server:1').execOrThrow(remove)
      const ensured = () => ensurePodImages(cluster, cluster.kube)
      // The kubelet tells what its runtime holds every few seconds.
      await expect.poll(ensured, { timeout: 60_000, interval: 500 }).toEqual(['server:1'])
      await expect.poll(ensured, { timeout: 60_000, interval: 500 }).toEqual([])
    },
  )
  expect(stages.at(-1)).toBe('formed')
  expect(members.map(({ voter }) => voter)).toEqual([true, true, true])
})

import { formatMs } from '../base/duration.ts'
import { ClusterError } from '../base/errors.ts'
import { pause, waitUntil } from '../base/wait-until.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { expectReady, writeOnce } from '../cluster/conditions.ts'
import type { SavedCluster } from '../cluster/saved-cluster.ts'
import { listByLabel } from '../engine/remove.ts'
import type { TakenOver } from '../history/manifest.ts'
import { expectIdle } from '../kube/expect-idle.ts'
import { expectLiveLeases } from '../kube/live-leases.ts'
import { ensureNamespace } from '../kube/namespace.ts'
import { pendingUndos } from '../run/journal.ts'
import { labelKeys } from '../run/labels.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import { membersOf } from './members-of.ts'
import { wholeFacts } from './whole-facts.ts'

type Sighting = TakenOver['gate'][number]

const answerTimeoutMs = 10_000
const idleTimeoutMs = 30_000
const baselineMs = 2000
const betweenMs = 100

/**
 * What must hold of a cluster that was left standing before another story is told on it: nothing of a fault is left, it
 * is as it was left, it is whole, and it serves. Makes the story's own namespace, and ends the workloads in the last one.
 * @throws ClusterError naming what does not hold
 */
export async function passGate(cluster: Cluster, left: SavedCluster, signal: AbortSignal): Promise<Sighting[]> {
  const sightings: Sighting[] = []
  const pass = async (subject: string, look: () => Promise<string>) => {
    try {
      sightings.push({ subject, seen: await look() })
    } catch (cause) {
      signal.throwIfAborted()
      throw new ClusterError(`it does not hold that ${subject}`, { cause })
    }
  }
  await pass('no fault is left', () => expectNoFault(cluster))
  await pass('no node has ended or started since', () => expectUntouched(cluster, left))
  const now = await waitUntil("etcd's member list", () => membersOf({ cluster }), {
    timeoutMs: answerTimeoutMs,
    signal,
  })
  for (const { subject, look } of wholeFacts(cluster, { before: left.members, kept: now, now }, signal)) {
    await pass(subject, async () => {
      const { holds, seen } = await look()
      if (!holds) throw new Error(seen)
      return seen
    })
  }
  await pass('every lease is renewed by its holder', async () => `${await expectLiveLeases(cluster.kube)} are held`)
  await pass('the workloads of the run before are gone', () => changeNamespace(cluster, left, signal))
  await pass('every request is answered', () => expectCleanBaseline(cluster, signal))
  return sightings
}

/** The journal has nothing to take back, and no helper's container is left. */
async function expectNoFault({ engine, runId, containers, keepers }: Cluster): Promise<string> {
  const pending = await pendingUndos(runId)
  if (pending.length > 0) throw new Error(`${pending.map(({ undo }) => undo.kind).join(', ')} is still to be done`)
  const known = new Set([...containers.values(), ...keepers.values()])
  const things = await listByLabel(engine, `${labelKeys.run}=${runId}`)
  const own = new Map(things.filter(({ kind }) => kind === 'container').map(({ id, name }) => [id, name]))
  // A fault may strike the run's own containers, and no others.
  for (const [node, id] of containers) if (!own.has(id)) throw new Error(`the container of ${node} is not the run's`)
  const strays = [...own].filter(([id]) => !known.has(id))
  if (strays.length > 0) throw new Error(`there is ${strays.map(([, name]) => name).join(', ')}`)
  return `nothing is to be undone, and there are ${known.size} containers, as there must be`
}

async function expectUntouched(cluster: Cluster, { startedAtMs }: SavedCluster): Promise<string> {
  for (const [node, atMs] of startedAtMs) {
    const state = await cluster.node(node).inspect()
    if (!state.running || state.paused) throw new Error(`${node} ${state.running ? 'is paused' : 'does not run'}`)
    if (state.startedAtMs !== atMs) throw new Error(`${node} started at ${new Date(state.startedAtMs).toISOString()}`)
  }
  return `${startedAtMs.size} nodes run as they did`
}

async function changeNamespace({ kube }: Cluster, { namespace }: SavedCluster, signal: AbortSignal): Promise<string> {
  const limits = { timeoutMs: idleTimeoutMs, signal }
  await waitUntil(`the pods of namespace ${namespace} to be gone`, () => expectIdle(kube, namespace), limits)
  await waitUntil(`namespace ${kube.namespace}`, () => ensureNamespace(kube), limits)
  return `no pod is in namespace ${namespace}; that of this run is ${kube.namespace}`
}

/** A write through the balancer and a look at every server, again and again: each at its first try. */
async function expectCleanBaseline(cluster: Cluster, signal: AbortSignal): Promise<string> {
  const { kube, observer, topology } = cluster
  const untilMs = performance.now() + baselineMs
  let rounds = 0
  for (; performance.now() < untilMs; rounds++) {
    await writeOnce(kube)
    await Promise.all(serverIds(topology.servers).map((server: NodeId) => expectReady(observer, server)))
    await pause(betweenMs, signal)
  }
  return `${rounds} writes and ${rounds} looks at every server in ${formatMs(baselineMs)}`
}

import { ClusterError, CommandError, GoneError, WaitTimeoutError } from '../base/errors.ts'
import { together } from '../base/together.ts'
import { waitUntil } from '../base/wait-until.ts'
import type { FormationStage } from '../history/formation-stage.ts'
import { credentialsOf, withServer } from '../kube/credentials.ts'
import { connectKube } from '../kube/kube-client.ts'
import { ensureNamespace } from '../kube/namespace.ts'
import { formationWaitMs } from '../topology/formation-wait.ts'
import { agentIds, fileName, type NodeId, serverIds } from '../topology/node-id.ts'
import { balancerIds, kubeletIds, memberIds } from '../topology/nodes-of.ts'
import { giveIdentity, growingPool } from './balancer.ts'
import type { Cluster, ClusterContainers } from './cluster.ts'
import {
  expectJoinable,
  expectNodes,
  expectOk,
  expectReady,
  expectVoters,
  keepRunning,
  writeOnce,
} from './conditions.ts'
import { ensurePodImages } from './ensure-pod-images.ts'
import { expectListening } from './expect-listening.ts'
import { withLastWords } from './last-words.ts'
import { startAddOns } from './start-add-ons.ts'
import { startDatastore } from './start-datastore.ts'
import { startObserver } from './start-observer.ts'

export interface Formation {
  signal: AbortSignal
  /** A step that was reached, as soon as it is seen. */
  onStage: (stage: FormationStage, node?: NodeId) => void
  /** What is awaited now. */
  awaiting: (what: string) => void
  /** Receives the prober's stream, a line at a time. */
  saveProberLine: (line: string) => void
  /** Strictly one server after another, instead of all at once: what a formation is compared with. @default false */
  oneByOne?: boolean
}

// Generous bounds for a slow desk, beside what its nodes wait for by the clock; a healthy formation takes a tenth of them.
const serverTimeoutMs = 180_000
const readyTimeoutMs = 120_000
const first: NodeId = 'server:0'

/**
 * Starts created containers until a write through the load balancer succeeds, every Node is Ready and every member
 * votes. A datastore of its own comes first. The other servers start together, as soon as that datastore lets them.
 * Agents join when the first API is ready.
 * @throws HoldfastError with the last words of the nodes that it is about
 */
export async function form(cluster: ClusterContainers, formation: Formation): Promise<Cluster> {
  try {
    return await formServers(cluster, formation)
  } catch (error) {
    const isAboutServers =
      error instanceof ClusterError ||
      error instanceof CommandError ||
      error instanceof GoneError ||
      error instanceof WaitTimeoutError
    throw isAboutServers && !formation.signal.aborted ? await withLastWords(error, cluster) : error
  }
}

async function formServers(cluster: ClusterContainers, formation: Formation): Promise<Cluster> {
  const { signal, onStage, awaiting, oneByOne = false } = formation
  const servers = serverIds(cluster.topology.servers)
  const joiners = servers.slice(1)
  const until = <T>(what: string, timeoutMs: number, attempt: () => Promise<T>, ended = signal) => {
    awaiting(what)
    return waitUntil(what, attempt, { timeoutMs, signal: ended })
  }
  const start = async (server: NodeId) => {
    await cluster.node(server).start()
    onStage('started', server)
  }
  const waitMs = formationWaitMs(cluster.topology, cluster.startTimers)
  const untilServer = <T>(what: string, server: NodeId, attempt: () => Promise<T>, ended = signal) =>
    until(
      what,
      serverTimeoutMs + waitMs,
      async () => {
        await keepRunning(cluster.node(server), () => onStage('started-again', server))
        return attempt()
      },
      ended,
    )

  const { topology } = cluster
  const othersStart = cluster.driver.othersStart(topology.datastore)
  const startOthers = async (now: typeof othersStart) => {
    if (othersStart === now && !oneByOne) await Promise.all(joiners.map(start))
  }
  for (const node of balancerIds(topology)) await cluster.node(node).start()
  const { file } = topology.loadBalancer
  if (file !== undefined)
    for (const balancer of balancerIds(topology))
      await expectListening(cluster.node(balancer), file, cluster.distribution.ports.api, signal)
  await startDatastore(cluster, { untilNode: untilServer, onStage })
  await start(first)
  await startOthers('at-once')
  const kubeconfig = await untilServer(`the kubeconfig of ${first}`, first, () => kubeconfigOfFirst(cluster))
  const credentials = credentialsOf(kubeconfig)
  const kube = connectKube(cluster.hostPorts, credentials)

  if (othersStart === 'when-joinable') {
    const question = cluster.driver.joinable(cluster)
    await untilServer(`${question.what} on ${first}`, first, () => expectJoinable(kube, question))
    onStage(question.stage, first)
    await startOthers('when-joinable')
  }

  await untilServer(`the API of ${first}`, first, () => expectOk(kube, '/readyz'))
  onStage('api-ready', first)
  await startOthers('when-first-ready')
  await until('the namespace for probes', readyTimeoutMs, () => ensureNamespace(kube))
  const observer = await startObserver(cluster, kubeconfig, kube.namespace, formation.saveProberLine)

  const pool = growingPool(cluster, giveIdentity(cluster, kube, credentials, signal))
  // Agents find their servers by themselves, once there is one that is ready.
  const agents = agentIds(topology.agents)
  await Promise.all(agents.map(start))

  const join = async (server: NodeId, ended: AbortSignal) => {
    await untilServer(`the API of ${server}`, server, () => expectReady(observer, server), ended)
    onStage('api-ready', server)
    await pool.add(server)
  }
  if (oneByOne) for (const server of joiners) await start(server).then(() => join(server, signal))
  else
    await together(
      signal,
      joiners.map(server => ended => join(server, ended)),
    )
  await pool.settle()

  const members = memberIds(topology).length
  if (members > 0) {
    await until('all members of etcd to vote', readyTimeoutMs, () => expectVoters(observer, members))
    onStage('members-vote')
  }
  await until('all nodes to be Ready', readyTimeoutMs, async () => {
    for (const agent of agents) await keepRunning(cluster.node(agent), () => onStage('started-again', agent))
    await expectNodes(kube, kubeletIds(topology).map(fileName))
  })
  onStage('nodes-ready')
  for (const node of await ensurePodImages(cluster, kube)) onStage('pod-image-imported', node)
  for (const stage of await startAddOns(cluster, kube, until)) onStage(stage)
  await until('a write through the load balancer', readyTimeoutMs, () => writeOnce(kube))
  onStage('formed')
  return { ...cluster, kube, observer, kubeconfig: withServer(kubeconfig, `https://127.0.0.1:${cluster.hostPorts[0]}`) }
}

async function kubeconfigOfFirst(cluster: ClusterContainers): Promise<string> {
  const { kubeconfig } = cluster.distribution.paths
  const text = await cluster
    .node(first)
    .readFile(kubeconfig)
    .catch(() => '')
  if (!text.includes('client-key-data')) throw new Error('it is not written yet')
  return text
}

import { waitUntil } from '../base/wait-until.ts'
import { startContainer } from '../engine/container.ts'
import { readFile } from '../engine/files.ts'
import { credentialsOf, withServer } from '../kube/credentials.ts'
import { connectKube } from '../kube/kube-client.ts'
import { ensureNamespace } from '../kube/namespace.ts'
import { fileName, type NodeId, serverIds } from '../topology/node-id.ts'
import { upstreamsOf } from '../topology/select-nodes.ts'
import { setUpstreams } from './balancer.ts'
import { type Cluster, type ClusterContainers, containerOf } from './cluster.ts'
import { expectLasting, expectNodes, expectOk, expectReady, expectVoters, writeOnce } from './conditions.ts'
import { startObserver } from './start-observer.ts'

interface Formation {
  signal: AbortSignal
  /** A step that was reached, as soon as it is seen. */
  onStage: (stage: string, node?: NodeId) => void
  /** What is awaited now. */
  awaiting: (what: string) => void
  /** Receives the prober's stream, a line at a time. */
  saveProberLine: (line: string) => void
}

// Generous bounds for a slow desk; a healthy formation takes a tenth of them.
const serverTimeoutMs = 180_000
const readyTimeoutMs = 120_000

/**
 * Starts created containers until a write through the load balancer succeeds, every Node is Ready and every member
 * votes. The other servers join as soon as the first one can take them, all at once.
 */
export async function form(cluster: ClusterContainers, formation: Formation): Promise<Cluster> {
  const { signal, onStage, awaiting } = formation
  const { engine, distribution } = cluster
  const start = (node: NodeId) => startContainer(engine, containerOf(cluster, node))
  const joiners = serverIds(cluster.topology.servers).slice(1)

  await Promise.all([start('lb:0'), start('server:0')])
  onStage('containers started')
  awaiting("server:0's kubeconfig")
  const kubeconfig = await firstKubeconfig(cluster, signal)
  const url = `https://127.0.0.1:${cluster.hostPort}`
  const credentials = credentialsOf(kubeconfig)
  const kube = connectKube(url, credentials)

  awaiting('etcd on server:0')
  const { path, authorization } = distribution.joinable(cluster.token)
  const etcdOfFirst = () => expectLasting(cluster, 'server:0').then(() => expectOk(kube, path, { authorization }))
  await waitUntil('etcd on server:0', etcdOfFirst, { timeoutMs: serverTimeoutMs, signal })
  onStage('etcd answers', 'server:0')
  const joining = Promise.all(joiners.map(start))

  awaiting("server:0's API")
  const apiOfFirst = () => expectLasting(cluster, 'server:0').then(() => expectOk(kube, '/readyz'))
  await waitUntil('the API of server:0', apiOfFirst, { timeoutMs: serverTimeoutMs, signal })
  onStage('API ready', 'server:0')
  await joining
  await waitUntil('the namespace for probes', () => ensureNamespace(kube), { timeoutMs: readyTimeoutMs, signal })
  const observer = await startObserver(cluster, kubeconfig, formation.saveProberLine)

  const pool: NodeId[] = ['server:0']
  const wanted = new Set(upstreamsOf(cluster.topology))
  let reload = Promise.resolve()
  await Promise.all(
    joiners.map(async server => {
      awaiting(`the API of ${joiners.join(', ')}`)
      await waitUntil(`the API of ${server}`, () => expectReady(cluster, observer, server), {
        timeoutMs: serverTimeoutMs,
        signal,
      })
      onStage('API ready', server)
      pool.push(server)
      reload = reload.then(() =>
        setUpstreams(
          cluster,
          pool.filter(node => wanted.has(node)),
        ),
      )
      await reload
    }),
  )
  if (!wanted.has('server:0')) await setUpstreams(cluster, [...wanted])

  awaiting('all members of etcd to vote')
  await waitUntil('all members of etcd to vote', () => expectVoters(observer, cluster.topology.servers), {
    timeoutMs: readyTimeoutMs,
    signal,
  })
  onStage('all members vote')
  awaiting('all nodes to be Ready')
  const names = serverIds(cluster.topology.servers).map(fileName)
  await waitUntil('all nodes to be Ready', () => expectNodes(kube, names), { timeoutMs: readyTimeoutMs, signal })
  onStage('all nodes Ready')
  await waitUntil('a write through the load balancer', () => writeOnce(kube), { timeoutMs: readyTimeoutMs, signal })
  onStage('formed')
  return { ...cluster, kube, observer, kubeconfig: withServer(kubeconfig, url) }
}

async function firstKubeconfig(cluster: ClusterContainers, signal: AbortSignal): Promise<string> {
  const id = containerOf(cluster, 'server:0')
  return waitUntil(
    'the kubeconfig of server:0',
    async () => {
      await expectLasting(cluster, 'server:0')
      const text = await readFile(cluster.engine, id, cluster.distribution.paths.kubeconfig).then(String, () => '')
      if (!text.includes('client-key-data')) throw new Error('it is not written yet')
      return text
    },
    { timeoutMs: serverTimeoutMs, signal },
  )
}

import type { Credentials } from '../kube/credentials.ts'
import { issueIdentity } from '../kube/issue-identity.ts'
import type { Kube } from '../kube/kube-client.ts'
import type { NodeId } from '../topology/node-id.ts'
import { balancerIds } from '../topology/nodes-of.ts'
import { upstreamsOf } from '../topology/select-nodes.ts'
import { staysAsItIs } from './balancer-container.ts'
import type { ClusterContainers } from './cluster.ts'
import { checkerFiles } from './load-balancers/haproxy.ts'

/** Makes every balancer forward to exactly these servers; connections that stand are kept, and a file that stays as it is. */
export async function setUpstreams(cluster: ClusterContainers, servers: readonly NodeId[]): Promise<void> {
  const { balancer, topology, nodes } = cluster
  if (balancer?.reload === undefined || staysAsItIs(balancer, topology)) return
  const { configPath, config, reload } = balancer
  const upstreams = nodes.filter(({ id }) => servers.includes(id))
  for (const id of balancerIds(topology)) {
    const node = cluster.node(id)
    await node.writeFiles({ path: configPath, mode: 0o644, content: config(topology, upstreams, true) })
    await node.execOrThrow(reload, { failure: `${id} refused its configuration` })
  }
}

/** Lays the identity that its checks show into every balancer, where they show one. @throws WaitTimeoutError */
export async function giveIdentity(
  cluster: ClusterContainers,
  kube: Kube,
  { ca }: Credentials,
  signal: AbortSignal,
): Promise<void> {
  const { balancer, topology } = cluster
  if (!balancer?.needsIdentity(topology)) return
  const { cert, key } = await issueIdentity(kube, 'holdfast:load-balancer', signal)
  for (const node of balancerIds(topology)) {
    await cluster
      .node(node)
      .writeFiles(
        { path: checkerFiles.identity, mode: 0o600, content: `${key}${cert}` },
        { path: checkerFiles.authority, mode: 0o644, content: ca },
      )
  }
}

/**
 * The upstreams of a cluster that is forming: the first server at the beginning, each other one as soon as it is ready.
 * @param checkable settles when the balancer can check servers; nothing is changed before
 */
export function growingPool(
  cluster: ClusterContainers,
  checkable: Promise<void>,
): {
  add(server: NodeId): Promise<void>
  settle(): Promise<void>
} {
  const { balancer, topology } = cluster
  const wanted = upstreamsOf(topology)
  const ready: NodeId[] = ['server:0']
  let reloads = checkable
  // Whoever adds or settles gets its failure; until then nobody listens.
  checkable.catch(() => {})
  return {
    add(server) {
      ready.push(server)
      const upstreams = ready.filter(node => wanted.includes(node))
      // One reload after another: a balancer reads the file that is there when it looks.
      reloads = reloads.then(() => (upstreams.length === 0 ? undefined : setUpstreams(cluster, upstreams)))
      return reloads
    },
    settle: async () => {
      await reloads
      // Until now the first server was one of them, because the others came through it; alone, it is not checked yet.
      const isUnchecked = ready.length === 1 && balancer?.needsIdentity(topology)
      if (!wanted.includes('server:0') || isUnchecked) await setUpstreams(cluster, wanted)
    },
  }
}

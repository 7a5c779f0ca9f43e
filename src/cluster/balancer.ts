import { ClusterError, messageOf } from '../base/errors.ts'
import { execute } from '../engine/execute.ts'
import { putFiles } from '../engine/files.ts'
import type { NodeId } from '../topology/node-id.ts'
import { balancerIds } from '../topology/nodes-of.ts'
import { upstreamsOf } from '../topology/select-nodes.ts'
import { type ClusterContainers, containerOf } from './cluster.ts'
import { balancerOf } from './load-balancers/balancer-of.ts'

/** Makes the balancer forward to exactly these servers; connections that stand are kept. */
export async function setUpstreams(cluster: ClusterContainers, servers: readonly NodeId[]): Promise<void> {
  const { engine, topology, nodes } = cluster
  for (const balancer of balancerIds(topology)) {
    const { configPath, config, reload } = balancerOf(topology)
    const content = config(
      topology,
      nodes.filter(({ id }) => servers.includes(id)),
    )
    const id = containerOf(cluster, balancer)
    await putFiles(engine, id, [{ path: configPath, mode: 0o644, content }])
    const { exitCode, stderr } = await execute(engine, id, reload)
    if (exitCode !== 0) throw new ClusterError(`${balancer} refused its configuration: ${messageOf(stderr.trim())}`)
  }
}

/** The upstreams of a cluster that is forming: the first server at the beginning, each other one as soon as it is ready. */
export function growingPool(cluster: ClusterContainers): {
  add(server: NodeId): Promise<void>
  settle(): Promise<void>
} {
  const wanted = upstreamsOf(cluster.topology)
  const ready: NodeId[] = ['server:0']
  let reloads = Promise.resolve()
  return {
    add(server) {
      ready.push(server)
      const upstreams = ready.filter(node => wanted.includes(node))
      // One reload after another: nginx reads the file that is there when it looks.
      reloads = reloads.then(() => (upstreams.length === 0 ? undefined : setUpstreams(cluster, upstreams)))
      return reloads
    },
    // Until now the first server was one of them, because the others came through it.
    settle: async () => {
      await reloads
      if (!wanted.includes('server:0')) await setUpstreams(cluster, wanted)
    },
  }
}

import { ClusterError, messageOf } from '../base/errors.ts'
import { execute } from '../engine/execute.ts'
import { putFiles } from '../engine/files.ts'
import type { NodeId } from '../topology/node-id.ts'
import { upstreamsOf } from '../topology/select-nodes.ts'
import { type ClusterContainers, containerOf, ipOf } from './cluster.ts'
import { balancerConfigPath } from './create-containers.ts'
import { nginxConfig } from './load-balancers/nginx.ts'

/** Makes the balancer forward to exactly these servers; connections that stand are kept. */
export async function setUpstreams(cluster: ClusterContainers, servers: readonly NodeId[]): Promise<void> {
  const id = containerOf(cluster, 'lb:0')
  const content = nginxConfig(
    cluster.topology.loadBalancer.preset,
    servers.map(server => ipOf(cluster, server)),
  )
  await putFiles(cluster.engine, id, [{ path: balancerConfigPath, mode: 0o644, content }])
  const { exitCode, stderr } = await execute(cluster.engine, id, ['nginx', '-s', 'reload'])
  if (exitCode !== 0) throw new ClusterError(`lb:0: nginx refused its configuration: ${messageOf(stderr.trim())}`)
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

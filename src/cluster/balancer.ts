import { ClusterError, messageOf } from '../base/errors.ts'
import { execute } from '../engine/execute.ts'
import { putFiles } from '../engine/files.ts'
import type { NodeId } from '../topology/node-id.ts'
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

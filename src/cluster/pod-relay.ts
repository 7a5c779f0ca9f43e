import { waitUntil } from '../base/wait-until.ts'
import { removeContainer } from '../engine/container.ts'
import { bundleRelay } from '../relay/bundle.ts'
import { relayPath } from '../relay/end-earlier.ts'
import type { Route } from '../relay/relay-setup.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { ClusterContainers } from './cluster.ts'
import { helperName } from './node-helper.ts'

interface Relay {
  /** Where the pod runs. */
  node: NodeId
  podIp: string
  routes: Route[]
  signal: AbortSignal
}

// The relay's program and its Node are in the file system of a helper, whose processes the node sees: no node image need
// have them. It is run by the node itself, so that it is frozen, starved and ended with all else of it.
const script = `
for process in /proc/[0-9]*; do
  [ -e "$process/root$1" ] || continue
  PATH=$PATH:/usr/local/bin:/usr/bin:/bin
  exec nsenter --mount="$process/ns/mnt" node "$1" "$2"
done
echo "no helper is there that has $1" >&2
exit 1
`
const name = 'in-cluster'
const timeoutMs = 60_000

/**
 * Leads ports of a pod's node into the pod's network namespace, and from there to Services: what connects to one takes a
 * pod's way. It lasts as long as the node's container runs.
 * @throws WaitTimeoutError when the pod does not reach a Service
 */
export async function startPodRelay(cluster: ClusterContainers, { node, podIp, routes, signal }: Relay): Promise<void> {
  const host = cluster.node(node)
  // Of an earlier run on this cluster.
  await removeContainer(cluster.engine, helperName(cluster, name))
  const helper = await host.createHelper({ name, shares: 'processes' })
  const program = relayPath(helper.containerId.slice(0, 12))
  await helper.writeFiles({ path: program, mode: 0o644, content: await bundleRelay() })
  await helper.start()
  const command = ['sh', '-c', script, 'relay', program, JSON.stringify({ podIp, routes })]
  const attempt = async (ended: AbortSignal) => {
    const { exitCode, stderr } = await host.exec(command, { signal: ended })
    if (exitCode !== 0) throw new Error(stderr.trim() || `exit code ${exitCode}`)
  }
  await waitUntil(`a pod on ${node} to reach its Services`, attempt, { timeoutMs, signal })
}

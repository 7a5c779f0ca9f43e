import type { Cluster } from '../../cluster/cluster.ts'
import { createContainer, removeContainer, startContainer } from '../../engine/container.ts'
import { type Execution, execute } from '../../engine/execute.ts'
import type { NodeId } from '../../topology/node-id.ts'

/** A container that shares a node's network namespace and has tools that the node's own image may lack. */
export interface NetworkHelper {
  /** Runs a shell script in it. @throws EngineError when it could not be run */
  run(script: string): Promise<Execution>
  leave(): Promise<void>
}

const tools = { capabilities: ['NET_ADMIN', 'NET_RAW'] }

/** The image that has the tools: iptables, tc, ip. */
export const toolImage = ({ images }: Cluster): string => images.find(({ role }) => role === 'node')!.id

/**
 * Enters the network namespace that a node has now. One that starts again has another: who stays in the old one sees
 * nothing of it. `name` is unique on the engine. @throws EngineError, also when the node does not run
 */
export async function enterNetwork(cluster: Cluster, node: NodeId, name: string): Promise<NetworkHelper> {
  const { engine } = cluster
  const id = await createContainer(engine, {
    name,
    ...tools,
    image: toolImage(cluster),
    labels: cluster.labels,
    networkMode: `container:${cluster.node(node).containerId}`,
    entrypoint: ['/bin/sh', '-c', 'while :; do sleep 3600; done'],
  })
  const leave = () => removeContainer(engine, id)
  try {
    await startContainer(engine, id)
  } catch (error) {
    await leave()
    throw error
  }
  return { run: script => execute(engine, id, ['/bin/sh', '-c', script]), leave }
}

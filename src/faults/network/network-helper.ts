import type { ClusterNode } from '../../cluster/cluster-node.ts'
import type { Execution } from '../../engine/execute.ts'

/** A container that shares a node's network namespace and has tools that the node's own image may lack. */
export interface NetworkHelper {
  /** Runs a shell script in it. @throws EngineError when it could not be run */
  run(script: string): Promise<Execution>
  leave(): Promise<void>
}

/**
 * Enters the network namespace that a node has now. One that starts again has another: who stays in the old one sees
 * nothing of it. `name` is unique within the run. @throws EngineError, also when the node does not run
 */
export async function enterNetwork(node: ClusterNode, name: string): Promise<NetworkHelper> {
  const helper = await node.createHelper({ name, shares: 'network' })
  try {
    await helper.start()
  } catch (error) {
    await helper.remove()
    throw error
  }
  return { run: script => helper.exec(script), leave: helper.remove }
}

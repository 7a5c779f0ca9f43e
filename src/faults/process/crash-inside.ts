import { FaultError, messageOf } from '../../base/errors.ts'
import { pause } from '../../base/wait-until.ts'
import type { NodeId } from '../../topology/node-id.ts'
import type { FaultContext } from '../fault.ts'

// What is left of a node after a SIGKILL to all of it ends within the time of a few system calls.
const deathTimeoutMs = 10_000

/**
 * SIGKILL, from inside, to every process of a node but its first, which ends with the others: to the engine it ended by
 * itself, so that its restart policy starts it again. Resolves with the engine's word that it died.
 * @throws FaultError when it lived on
 */
export async function crashInside(
  { cluster, engineEvent, signal }: FaultContext,
  node: NodeId,
): Promise<{ atUs: number; exitCode?: number }> {
  const died = engineEvent(node, 'die')
  const call = cluster.node(node).exec('kill -9 -1')
  // The node's end may be that of the command's shell too.
  const said = call.then(({ stderr }) => stderr.trim(), messageOf)
  const lived = pause(deathTimeoutMs, signal).then(async () => {
    throw new FaultError(`${node} lived on after a SIGKILL to all in it: ${await said}`)
  })
  return Promise.race([died, lived])
}

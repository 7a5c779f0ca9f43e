import { shortestS } from '../chaos/drawing.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Fault, FaultContext, Injected } from './fault.ts'
import { enterNetwork } from './network/network-helper.ts'
import { silence } from './network/silence.ts'
import { stopContainerBy } from './stop-container.ts'

/**
 * A whole machine without power: it says nothing any more, neither goodbye to those who are connected nor no to those who
 * come. A killed process does both while its address lasts, and one refusal is enough for a balancer to leave it out.
 * What it had written and not synced is not lost, as it would be: its disk is the host's.
 */
export const powerOff: Fault = {
  kind: 'power-off',
  summary: 'no packet passes a node any more, then SIGKILL to all of it; writes that it did not sync are not lost',
  targetRoles: ['server', 'agent', 'lb', 'db', 'etcd'],
  drawn: { weight: 3, lengthS: [shortestS, 40] },
  effect: () => ({ does: 'end', silent: true }),
  inject: silenceAndKill,
}

async function silenceAndKill(context: FaultContext, node: NodeId): Promise<Injected> {
  const { cluster, faultId } = context
  const helper = await enterNetwork(cluster.node(node), faultId)
  try {
    let silent: Awaited<ReturnType<typeof silence>>
    const stopped = await stopContainerBy(
      async victim => {
        silent = await silence(helper, node)
        await victim.kill()
      },
      context,
      node,
    )
    const proof = await silent!.lasted()
    return { ...stopped, proof: async () => proof }
  } finally {
    await helper.leave()
  }
}

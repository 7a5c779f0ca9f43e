import { killContainer } from '../engine/container.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Fault, FaultContext, Injected } from './fault.ts'
import { runIn } from './network/filter-packets.ts'
import { enterNetwork } from './network/network-helper.ts'
import { setRules } from './network/packet-rules.ts'
import { stopContainerBy } from './stop-container.ts'

/**
 * A whole machine without power: it says nothing any more, neither goodbye to those who are connected nor no to those who
 * come. A killed process does both while its address lasts, and one refusal is enough for a balancer to leave it out.
 * What it had written and not synced is not lost, as it would be: its disk is the host's.
 */
export const powerOff: Fault = {
  kind: 'power-off',
  summary: 'no packet passes a node any more, then SIGKILL to all of it; writes that it did not sync are not lost',
  strikes: ['server', 'agent', 'lb', 'db', 'etcd'],
  needs: ['nftables'],
  effect: () => ({ does: 'end' }),
  inject: silenceAndKill,
}

async function silenceAndKill(context: FaultContext, node: NodeId): Promise<Injected> {
  const { cluster, faultId } = context
  // The filter lives in the node's network namespace, and ends with it.
  const helper = await enterNetwork(cluster, node, `holdfast-${cluster.runId}-${faultId}`)
  const rules = setRules('HOLDFAST', { lost: 'both', fate: 'drop' })
  try {
    return await stopContainerBy(
      async id => {
        await runIn(helper, node, `iptables-restore -w --noflush << END\n${rules}END\n`)
        await killContainer(cluster.engine, id)
      },
      context,
      node,
    )
  } finally {
    await helper.leave()
  }
}

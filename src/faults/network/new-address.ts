import { once } from '../../base/once.ts'
import { networkName } from '../../cluster/cluster.ts'
import type { Address } from '../../engine/give-address.ts'
import { addressApart } from '../../topology/addresses.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { graceSeconds } from '../grace-seconds.ts'
import { endContainerBy, startAgain } from '../stop-container.ts'

/**
 * A node stops and comes back under another address, as from a careless DHCP server. What it was told of its own address,
 * and what others remember, names the old one still.
 */
export const newAddress: Fault = {
  kind: 'new-address',
  summary: 'a node stops and starts under another address; healed, it starts once more under its own',
  targetRoles: ['server', 'agent', 'etcd', 'db'],
  effect: () => ({ does: 'end' }),
  inject: moveNode,
}

async function moveNode(context: FaultContext, node: NodeId): Promise<Injected> {
  const { cluster, journal } = context
  const victim = cluster.node(node)
  const network = networkName(cluster.runId)
  const { ip, mac } = victim.address
  const own: Address = { network, ip, mac }
  const other: Address = { network, ip: addressApart(ip), mac }
  let undo = ''
  const { begin, undo: undoEnd } = await endContainerBy(
    async () => {
      undo = await journal.append(
        { kind: 'give-address', id: victim.containerId, address: own, graceSeconds },
        { deadlineMs: undoDeadlineMs },
      )
      await victim.stop(graceSeconds)
    },
    context,
    node,
  )
  await victim.giveAddress(other)
  await victim.start()
  const evidence = `${begin.evidence}, and start under ${await victim.addressOn(network)} in place of ${ip}`
  return {
    begin: { ...begin, evidence },
    heal: once(async () => {
      // It may start again and again meanwhile; a stop ends that too.
      await victim.stop(graceSeconds)
      await victim.giveAddress(own)
      const seen = await startAgain(context, node)
      await journal.done(undoEnd)
      await journal.done(undo)
      return { ...seen, evidence: `${seen.evidence} under ${await victim.addressOn(network)}` }
    }),
  }
}

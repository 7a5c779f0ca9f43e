import { once } from '../../base/once.ts'
import { containerOf, networkName } from '../../cluster/cluster.ts'
import { startContainer, stopContainer } from '../../engine/container.ts'
import { type Address, addressOf, giveAddress } from '../../engine/give-address.ts'
import { addressApart } from '../../topology/addresses.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type Fault, type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { endContainerBy, startAgain } from '../stop-container.ts'

// k3s ends within 3 to 7 s of SIGTERM (k3s-contract 8.3); twice that before the engine kills it.
const graceSeconds = 15

/**
 * A node stops and comes back under another address, as from a careless DHCP server. What it was told of its own address,
 * and what others remember, names the old one still.
 */
export const newAddress: Fault = {
  kind: 'new-address',
  summary: 'a node stops and starts under another address; healed, it starts once more under its own',
  strikes: ['server', 'agent', 'etcd', 'db'],
  effect: () => ({ does: 'end' }),
  inject: moveNode,
}

async function moveNode(context: FaultContext, node: NodeId): Promise<Injected> {
  const { cluster, journal } = context
  const { engine, nodes } = cluster
  const id = containerOf(cluster, node)
  const network = networkName(cluster.runId)
  const { ip, mac } = nodes.find(each => each.id === node)!
  const own: Address = { network, ip, mac }
  const other: Address = { network, ip: addressApart(ip), mac }
  let undo = ''
  const { begin, undo: undoEnd } = await endContainerBy(
    async () => {
      undo = await journal.append(
        { kind: 'give-address', id, address: own, graceSeconds },
        { deadlineMs: undoDeadlineMs },
      )
      await stopContainer(engine, id, graceSeconds)
    },
    context,
    node,
  )
  await giveAddress(engine, id, other)
  await startContainer(engine, id)
  const evidence = `${begin.evidence}, and start under ${await addressOf(engine, id, network)} in place of ${ip}`
  return {
    begin: { ...begin, evidence },
    heal: once(async () => {
      // It may start again and again meanwhile; a stop ends that too.
      await stopContainer(engine, id, graceSeconds)
      await giveAddress(engine, id, own)
      const seen = await startAgain(context, node, id)
      await journal.done(undoEnd)
      await journal.done(undo)
      return { ...seen, evidence: `${seen.evidence} under ${await addressOf(engine, id, network)}` }
    }),
  }
}

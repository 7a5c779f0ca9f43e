import { nowUs } from '../../base/clock.ts'
import { FaultError } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { containerOf } from '../../cluster/cluster.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { enterNetwork, type NetworkHelper, toolImage } from './network-helper.ts'
import { countScript, type PacketRules, packetsIn, removeScript, setRules } from './packet-rules.ts'

// etcd's members, kubelets and health checks all say something within this.
const proofTimeoutMs = 15_000

/**
 * The way of every fault that strikes a node's packets: rules in its own network namespace, which ends with the node. One
 * that starts again meanwhile gets them anew as soon as the engine tells of it. `words` say what the rules do.
 */
export async function filterPackets(
  context: FaultContext,
  node: NodeId,
  rules: PacketRules,
  words: string,
): Promise<Injected> {
  const { cluster, journal, signal, faultId } = context
  const chain = `HOLDFAST-${faultId.split('-').at(-1)}`
  const name = (life: number) => `holdfast-${cluster.runId}-${faultId}-${life}`
  const remove = removeScript(chain, rules)
  const set = `iptables-restore -w --noflush << END\n${setRules(chain, rules)}END\n`

  let lives = 0
  let helper = await enterNetwork(cluster, node, name(lives))
  try {
    await context.aboutToAct()
  } catch (error) {
    await helper.leave()
    throw error
  }
  const undo = await journal.append(
    { kind: 'in-network', id: containerOf(cluster, node), image: toolImage(cluster), script: remove },
    { deadlineMs: undoDeadlineMs },
  )
  await runIn(helper, node, set)
  const begin = { atUs: nowUs(), evidence: `the kernel of ${node} took the rules: ${words}` }

  let healing = false
  let packetsBefore = 0
  const packets = async () => packetsBefore + packetsIn((await helper.run(countScript(chain, rules))).stdout)
  const setAnew = async () => {
    packetsBefore = await packets().catch(() => packetsBefore)
    await helper.leave()
    lives++
    helper = await enterNetwork(cluster, node, name(lives))
    await runIn(helper, node, set)
    context.record({ type: 'note', text: `${node} started while it was struck: ${words}, set again` })
  }
  const followStarts = async () => {
    while (!healing) {
      await context.engineEvent(node, 'start')
      if (!healing) await setAnew()
    }
  }
  // A node that ends again at once has nothing to set them in; the next start comes.
  followStarts().catch(error => context.record({ type: 'note', text: `${node}: ${error.message}` }))

  return {
    begin,
    proof: async () => {
      const met = async () => {
        const count = await packets()
        if (count === 0) throw new Error('no packet met the rules')
        return `${count} packets met the rules on ${node}`
      }
      const seen = waitUntil(`a packet of ${node} to be struck`, met, { timeoutMs: proofTimeoutMs, signal })
      return seen.then(
        evidence => ({ proven: true, evidence }),
        (error: Error) => ({ proven: false, evidence: error.message }),
      )
    },
    heal: once(async () => {
      healing = true
      const count = await packets().catch(() => packetsBefore)
      await runIn(helper, node, remove)
      const atUs = nowUs()
      await helper.leave()
      await journal.done(undo)
      return { atUs, evidence: `the kernel of ${node} has the rules no more; ${count} packets had met them` }
    }),
  }
}

/** Runs a script that sets or takes away rules. @throws FaultError with what it said */
export async function runIn(helper: NetworkHelper, node: NodeId, script: string): Promise<void> {
  const { exitCode, stderr } = await helper.run(script)
  if (exitCode !== 0) throw new FaultError(`the packet filter of ${node} refused a rule: ${stderr.trim()}`)
}

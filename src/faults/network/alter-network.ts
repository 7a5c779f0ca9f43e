import { nowUs } from '../../base/clock.ts'
import { FaultError, messageOf } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import { toolImage } from '../../cluster/node-helper.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { type FaultContext, type Injected, undoDeadlineMs } from '../fault.ts'
import { proofBy } from '../proof.ts'
import { type NetworkChange, nothing, sumOf, type Tally } from './network-change.ts'
import { enterNetwork, type NetworkHelper } from './network-helper.ts'

// etcd's members, kubelets and health checks all say something within this.
const proofTimeoutMs = 15_000
// A restart policy waits a minute at most.
const startTimeoutMs = 90_000

/** Looks at the network that a node has now, and says what to change in it. */
type Plan = (helper: NetworkHelper) => NetworkChange | Promise<NetworkChange>

/**
 * The way of every fault that strikes a node's packets: a change in its own network namespace, which ends with the node.
 * A node that starts again meanwhile has it made anew as soon as the engine tells of it.
 */
export async function alterNetwork(context: FaultContext, node: NodeId, plan: Plan): Promise<Injected> {
  const { cluster, signal, faultId, record } = context
  const victim = cluster.node(node)
  let lives = 0
  const enter = () => enterNetwork(victim, `${faultId}-${lives++}`)

  // One that has just ended by itself has no network, and will have one.
  const started = async () => {
    if ((await victim.inspect()).restarting) throw new Error('it is to be started again')
  }
  await waitUntil(`${node} to run`, started, { timeoutMs: startTimeoutMs, signal })
  const first = await enter()
  let change: NetworkChange
  let undo: string
  try {
    change = await plan(first)
    await context.aboutToAct()
    undo = await context.journal.append(
      { kind: 'in-network', id: victim.containerId, image: toolImage(cluster), script: change.remove },
      { deadlineMs: undoDeadlineMs },
    )
    await runIn(first, node, change.set)
  } catch (error) {
    // What may have been made of it the journal takes back.
    await first.leave()
    throw error
  }
  const begin = { atUs: nowUs(), evidence: `the kernel of ${node} took it: ${change.words}` }

  /** In the node's present network; none while it has no such life. */
  let helper: NetworkHelper | undefined = first
  // The kernel's count ends with the namespace; that of earlier lives is kept.
  let before = nothing
  const tally = async (): Promise<Tally> => {
    if (helper === undefined || change.tally === undefined) return before
    return sumOf(before, change.tally.read((await helper.run(change.tally.script)).stdout))
  }

  const setAnew = async () => {
    before = await tally().catch(() => before)
    const old = helper
    helper = undefined
    await old?.leave()
    const next = await enter()
    try {
      await runIn(next, node, change.set)
    } catch (error) {
      await next.leave()
      throw error
    }
    helper = next
    record({ type: 'note', text: `${node} started while it was struck: ${change.words}, made so again` })
  }
  let healing = false
  let renewal: Promise<void> = Promise.resolve()
  const followStarts = async () => {
    for (;;) {
      await context.engineEvent(node, 'start')
      if (healing) return
      // A node that ends again at once has nothing to make it in; the next start comes.
      renewal = setAnew().catch(error => record({ type: 'note', text: `${node}: ${messageOf(error)}` }))
      await renewal
    }
  }
  // The engine's events end with the run.
  followStarts().catch(() => {})

  const met = async () => {
    const counted = await tally()
    if (counted.struck === 0) throw new Error(`no packet of ${node} met it`)
    const seen = await change.seen?.()
    return `on ${node} ${change.tally?.say(counted)}${seen === undefined ? '' : `; ${seen}`}`
  }
  const proof = () => proofBy(waitUntil(`a packet of ${node} to be struck`, met, { timeoutMs: proofTimeoutMs, signal }))

  return {
    begin,
    ...(change.tally && { proof }),
    heal: once(async () => {
      healing = true
      await renewal
      const counted = change.tally?.say(await tally().catch(() => before))
      if (helper) await runIn(helper, node, change.remove)
      const atUs = nowUs()
      await helper?.leave()
      await context.journal.done(undo)
      const evidence = `the kernel of ${node} says that ${change.after}${counted === undefined ? '' : `; ${counted}`}`
      return { atUs, evidence }
    }),
  }
}

/** Runs a script in a node's network. @throws FaultError with what it said */
async function runIn(helper: NetworkHelper, node: NodeId, script: string): Promise<void> {
  const { exitCode, stderr } = await helper.run(script)
  if (exitCode === 0) return
  throw new FaultError(`the network of ${node} could not be changed: ${stderr.trim()}`, {
    hint: "'holdfast doctor' says what this host's kernel has for faults",
  })
}

import { distributionOf } from '../distributions/distribution-of.ts'
import { keepsServing } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import { type NodeId, serverIds } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import { lostToState } from './lost-to-state.ts'
import { changesOf, momentAt, stateAway } from './moment.ts'
import type { Setting } from './setting.ts'
import { quietUntilUs } from './silence.ts'
import type { Band } from './timers.ts'

/** A server that ends by itself, or may: it holds a lease and cannot renew it. Its band is in ms after `sinceUs`. */
export interface PredictedRestart {
  node: NodeId
  sinceUs: number
  band: Band
  /** When its node was back, where that is known. */
  backUs?: number | undefined
  /** For how long a holder goes without renewing its lease, in ms. */
  deadlineMs: number
  /** Whether the fault lasts long enough for it, or only may. */
  isSure: boolean
}

/** An end is seen this much later at the most. */
const seenMs = 1000
const never = Number.POSITIVE_INFINITY

/** Which servers end by design, and when: some end with any lease that they lose. Who is ended by another fault first is not told. */
export const predictRestarts = (faults: readonly FaultInstance[], setting: Setting): PredictedRestart[] =>
  endsByDesign(faults, setting).filter(
    ({ node, sinceUs, band }) =>
      !faults.some(
        each => each.node === node && each.effect.does === 'end' && each.calledUs < sinceUs + band.toMs * 1000,
      ),
  )

/** All such ends. Of those that go on after a freeze nothing is sure. */
export function endsByDesign(faults: readonly FaultInstance[], { topology }: Setting): PredictedRestart[] {
  // Who was healed counts as there: a member votes long before its node is back in every respect.
  const isAway = (on: readonly FaultInstance[]) => stateAway({ on, returning: [] }, topology) !== undefined
  return faults.flatMap((fault): PredictedRestart[] => {
    const { on } = momentAt(fault.calledUs, faults)
    if (isAway(on)) {
      // Only from the first loss on that takes the state away.
      if (isAway(on.filter(({ calledUs }) => calledUs < fault.calledUs))) return []
      const overUs = changesOf(faults).find(atUs => atUs > fault.calledUs && !isAway(momentAt(atUs, faults).on))
      return serversLeft(on, topology).flatMap(server => exitOf(server, fault, topology, { overUs, againUs: overUs }))
    }
    if (fault.effect.does !== 'cut' || !lostToState(fault, on, topology)) return []
    const { overUs, backUs = never } = fault
    const againUs = Math.min(backUs, quietUntilUs(fault))
    return exitOf(fault.node, fault, topology, { overUs, againUs }).map(exit => ({ ...exit, backUs: fault.backUs }))
  })
}

const serversLeft = (on: readonly FaultInstance[], { servers }: Topology): NodeId[] =>
  serverIds(servers).filter(server => !on.some(fault => fault.node === server && !keepsServing(fault)))

/** The first lease that a server cannot keep, if it holds one and may not renew it for longer than it may go without. */
function exitOf(
  server: NodeId,
  { holders, calledUs }: FaultInstance,
  topology: Topology,
  { overUs = never, againUs = never }: { overUs?: number | undefined; againUs?: number | undefined },
): PredictedRestart[] {
  const kind = distributionOf(topology).leases.find(
    ({ names, renewDeadlineMs, lossEnds }) =>
      lossEnds === 'node' &&
      againUs - calledUs >= renewDeadlineMs * 1000 &&
      Object.entries(holders).some(([lease, node]) => names.test(lease) && node === server),
  )
  if (kind === undefined) return []
  const { renewDeadlineMs: deadlineMs, retryMs } = kind
  // A last renewal lies up to a retry before the loss; the end itself takes as long.
  const band = { fromMs: deadlineMs - retryMs, toMs: deadlineMs + retryMs + seenMs }
  const isSure = overUs - calledUs >= (deadlineMs + retryMs) * 1000
  return [{ node: server, sinceUs: calledUs, band, deadlineMs, isSure }]
}

import { type NodeId, serverIds } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import { lostToState } from './lost-to-state.ts'
import { changesOf, momentAt, stateAway } from './moment.ts'
import { quietUntilMs, type Setting, type Strike } from './strike.ts'
import { type Band, leaseRetryMs, renewDeadlineMs } from './timers.ts'

/** A server that ends by itself, or may: it holds a lease and cannot renew it. In ms after `sinceMs`. */
export interface PredictedRestart {
  node: NodeId
  sinceMs: number
  band: Band
  /** When its node was back, where that is known. */
  backMs?: number | undefined
  /** For how long a holder goes without renewing its lease, in ms. */
  deadlineMs: number
  /** Whether the fault lasts long enough for it, or only may. */
  isSure: boolean
}

/** An end is seen this much later at the most. */
const seenMs = 1000
const never = Number.POSITIVE_INFINITY
const kinds = [
  { deadlineMs: renewDeadlineMs.kube, pattern: /^kube-/ },
  { deadlineMs: renewDeadlineMs.k3s, pattern: /^k3s/ },
]

/** Which servers end by design, and when: k3s ends with any lease that it loses. Who is ended by another fault first is not told. */
export const predictRestarts = (strikes: readonly Strike[], setting: Setting): PredictedRestart[] =>
  endsByDesign(strikes, setting).filter(
    ({ node, sinceMs, band }) =>
      !strikes.some(each => each.node === node && each.effect.does === 'end' && each.atMs < sinceMs + band.toMs),
  )

/** All such ends. Of those that go on after a freeze nothing is sure. */
export function endsByDesign(strikes: readonly Strike[], { topology }: Setting): PredictedRestart[] {
  // Who was healed counts as there: a member votes long before its node is back in every respect.
  const isAway = (on: readonly Strike[]) => stateAway({ on, returning: [] }, topology) !== undefined
  return strikes.flatMap((strike): PredictedRestart[] => {
    const { on } = momentAt(strike.atMs, strikes)
    if (isAway(on)) {
      // Only from the first loss on that takes the state away.
      if (isAway(on.filter(({ atMs }) => atMs < strike.atMs))) return []
      const healedMs = changesOf(strikes).find(atMs => atMs > strike.atMs && !isAway(momentAt(atMs, strikes).on))
      return serversLeft(on, topology).flatMap(server => exitOf(server, strike, { healedMs, againMs: healedMs }))
    }
    if (strike.effect.does !== 'cut' || !lostToState(strike, on, topology)) return []
    const { healedMs, backMs = never } = strike
    const againMs = Math.min(backMs, quietUntilMs(strike))
    return exitOf(strike.node, strike, { healedMs, againMs }).map(exit => ({ ...exit, backMs: strike.backMs }))
  })
}

const serversLeft = (on: readonly Strike[], { servers }: Topology): NodeId[] =>
  serverIds(servers).filter(server => !on.some(strike => strike.node === server && isLost(strike)))

const isLost = ({ effect: { does } }: Strike): boolean => does !== 'hinder' && does !== 'lock'

/** The first lease that a server cannot keep, if it holds one and may not renew it for longer than it may go without. */
function exitOf(
  server: NodeId,
  { holders, atMs }: Strike,
  { healedMs = never, againMs = never }: { healedMs?: number | undefined; againMs?: number | undefined },
): PredictedRestart[] {
  const kind = kinds.find(
    ({ pattern, deadlineMs }) =>
      againMs - atMs >= deadlineMs && [...holders].some(([lease, node]) => pattern.test(lease) && node === server),
  )
  if (kind === undefined) return []
  // A last renewal lies up to a retry before the loss; the end itself takes as long.
  const band = { fromMs: kind.deadlineMs - leaseRetryMs, toMs: kind.deadlineMs + leaseRetryMs + seenMs }
  const isSure = healedMs - atMs >= kind.deadlineMs + leaseRetryMs
  return [{ node: server, sinceMs: atMs, band, deadlineMs: kind.deadlineMs, isSure }]
}

import { type NodeId, serverIds } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import { lostToState } from './lost-to-state.ts'
import { changesOf, type Moment, momentAt, stateAway } from './moment.ts'
import type { Setting, Strike } from './strike.ts'
import { type Band, renewDeadlineMs } from './timers.ts'

/** A server that must end by itself: it holds a lease and cannot renew it. In ms after `sinceMs`. */
export interface PredictedRestart {
  node: NodeId
  sinceMs: number
  band: Band
  /** When its node was back, where that is known. */
  backMs?: number | undefined
  words: string
}

/** A last renewal lies up to a retry before the loss; the end itself takes as long. */
const retryMs = 2000
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
  const isAway = (moment: Moment) => stateAway(moment, topology) !== undefined
  return strikes.flatMap((strike): PredictedRestart[] => {
    const { on, returning } = momentAt(strike.atMs, strikes)
    if (isAway({ on, returning })) {
      // Only from the first loss on that takes the state away.
      const before = { on: on.filter(({ atMs }) => atMs < strike.atMs), returning }
      // Who was healed counts as there: a member votes long before its node is back in every respect.
      const againMs = changesOf(strikes).find(
        atMs => atMs >= strike.atMs && !isAway({ on: momentAt(atMs, strikes).on, returning: [] }),
      )
      return isAway(before) ? [] : serversLeft(on, topology).flatMap(server => exitOf(server, strike, againMs))
    }
    if (strike.effect.does !== 'cut' || !lostToState(strike, on, topology)) return []
    return exitOf(strike.node, strike, strike.healedMs).map(exit => ({ ...exit, backMs: strike.backMs }))
  })
}

const serversLeft = (on: readonly Strike[], { servers }: Topology): NodeId[] =>
  serverIds(servers).filter(server => !on.some(strike => strike.node === server && isLost(strike)))

const isLost = ({ effect: { does } }: Strike): boolean => does !== 'hinder' && does !== 'lock'

/** The first lease that a server cannot keep, if it holds one and may not renew it for longer than it may go without. */
function exitOf(server: NodeId, { holders, atMs }: Strike, againMs = Number.POSITIVE_INFINITY): PredictedRestart[] {
  const kind = kinds.find(
    ({ pattern, deadlineMs }) =>
      againMs - atMs >= deadlineMs && [...holders].some(([lease, node]) => pattern.test(lease) && node === server),
  )
  if (kind === undefined) return []
  const band = { fromMs: kind.deadlineMs - retryMs, toMs: kind.deadlineMs + retryMs }
  const words = `${server} holds a lease that it cannot renew for ${kind.deadlineMs / 1000} s, and ends`
  return [{ node: server, sinceMs: atMs, band, words }]
}

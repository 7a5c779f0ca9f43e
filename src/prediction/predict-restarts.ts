import { type NodeId, serverIds } from '../topology/node-id.ts'
import { lostToState } from './lost-to-state.ts'
import { momentAt, stateAway } from './moment.ts'
import type { Setting, Strike } from './strike.ts'
import { type Band, renewDeadlineMs } from './timers.ts'

/** A server that must end by itself: it holds a lease and cannot renew it. In ms after `sinceMs`. */
export interface PredictedRestart {
  node: NodeId
  sinceMs: number
  band: Band
  words: string
}

/** A last renewal lies up to a retry before the loss; the end itself takes as long. */
const retryMs = 2000
const kinds = [
  { deadlineMs: renewDeadlineMs.kube, pattern: /^kube-/ },
  { deadlineMs: renewDeadlineMs.k3s, pattern: /^k3s/ },
]

/** Which servers end by design, and when: k3s ends with any lease that it loses. Of those that go on after a freeze nothing is sure. */
export function predictRestarts(strikes: readonly Strike[], { topology }: Setting): PredictedRestart[] {
  const away = strikes.filter(
    ({ atMs }, index) =>
      stateAway(momentAt(atMs, strikes), topology) !== undefined &&
      !strikes.some(
        (other, before) => before < index && stateAway(momentAt(other.atMs, strikes), topology) !== undefined,
      ),
  )
  const ofAll = away.flatMap(strike => {
    const { on } = momentAt(strike.atMs, strikes)
    const left = serverIds(topology.servers).filter(
      server => !on.some(({ node, effect }) => node === server && effect.does !== 'hinder'),
    )
    const backMs = Math.min(...on.map(({ healedMs }) => healedMs ?? Number.POSITIVE_INFINITY))
    return left.flatMap(server => exitOf(server, strike, backMs))
  })
  const ofOne = strikes.flatMap(strike => {
    const { on } = momentAt(strike.atMs, strikes)
    if (strike.effect.does !== 'cut' || !lostToState(strike, on, topology) || away.length > 0) return []
    return exitOf(strike.node, strike, strike.healedMs ?? Number.POSITIVE_INFINITY)
  })
  // Who is ended by another fault first has no time to end by itself.
  const isStruck = ({ node, sinceMs, band }: PredictedRestart) =>
    strikes.some(each => each.node === node && each.effect.does === 'end' && each.atMs < sinceMs + band.toMs)
  return [...ofAll, ...ofOne].filter(restart => !isStruck(restart))
}

/** The first lease that a server cannot keep, if it holds one for longer than it may go without. */
function exitOf(server: NodeId, { holders, atMs }: Strike, backMs: number): PredictedRestart[] {
  const kind = kinds.find(
    ({ pattern, deadlineMs }) =>
      backMs - atMs >= deadlineMs && [...holders].some(([lease, node]) => pattern.test(lease) && node === server),
  )
  if (kind === undefined) return []
  const band = { fromMs: kind.deadlineMs - retryMs, toMs: kind.deadlineMs + retryMs }
  const words = `${server} holds a lease that it cannot renew for ${kind.deadlineMs / 1000} s, and ends`
  return [{ node: server, sinceMs: atMs, band, words }]
}

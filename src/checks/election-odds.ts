import { type Band, electionBand } from '../prediction/timers.ts'

/** etcd's timers, in ms, and how many voters are left to stand for election. */
export interface ElectionTimers {
  heartbeatMs: number
  electionMs: number
  candidates: number
}

/** Steps in which the phase of the last heartbeat is averaged out. */
const phases = 200

/**
 * The share of crashes of a leader after which the first candidate stood within `afterMs`. Each follower waits a whole
 * number of ticks of one heartbeat H drawn from [E, 2E) since the last heartbeat, its first tick coming within H of it: so
 * a time even between E - H and 2E - H; the first of them stands, and the last heartbeat came up to H before the crash
 * (etcd-io/raft: raft.go; measuring 2.5).
 */
export function electionShare(afterMs: number, { heartbeatMs, electionMs, candidates }: ElectionTimers): number {
  let stillWaiting = 0
  for (let phase = 0; phase < phases; phase++) {
    const sinceHeartbeatMs = afterMs + ((phase + 0.5) / phases) * heartbeatMs
    const waits = (2 * electionMs - heartbeatMs - sinceHeartbeatMs) / electionMs
    stillWaiting += Math.min(1, Math.max(0, waits)) ** candidates
  }
  return 1 - stillWaiting / phases
}

/** The time within which that share of elections had a first candidate, in ms. */
export function electionMsAt(share: number, timers: ElectionTimers): number {
  let [low, high] = [0, 2 * timers.electionMs]
  while (high - low > 1) {
    const middle = (low + high) / 2
    if (electionShare(middle, timers) < share) low = middle
    else high = middle
  }
  return Math.round(high)
}

/** What theory gives for an election that nobody prepared, and where one lies in it. */
export interface ElectionBand {
  /** When the first candidate stands. */
  candidateMs: Band
  medianMs: number
  tookMs: number
  /** Of a hundred such elections, how many had a first candidate by then. */
  percentile: number
}

/** The band of an election that took so long. */
export function electionBandOf(tookMs: number, timers: ElectionTimers): ElectionBand {
  return {
    candidateMs: electionBand(timers),
    medianMs: electionMsAt(0.5, timers),
    tookMs,
    percentile: Math.round(electionShare(tookMs, timers) * 100),
  }
}

import type { Evidence } from '../evidence.ts'

/** A record in which nothing was observed that explains anything. */
export const nothing: Evidence = {
  elections: [],
  timers: { heartbeatMs: 500, electionMs: 5000, candidates: 2 },
  away: [],
  storeAway: [],
  storeHindered: [],
  sessionOf: () => undefined,
  takenOut: () => 'the balancer took a server out',
  closed: [],
  quiet: [],
  connectedSince: () => undefined,
  entry: 'lb',
  shortOfCpu: [],
  connectLimitMs: 100,
}

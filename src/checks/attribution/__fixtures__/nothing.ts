import type { Observations } from '../observations.ts'

/** A record in which nothing was observed that explains anything. */
export const nothing: Observations = {
  elections: [],
  timers: { heartbeatMs: 500, electionMs: 5000, candidates: 2 },
  disruptions: [],
  storeDisruptions: [],
  sessionOf: () => undefined,
  takenOut: () => ({}),
  unavailable: [],
  retransmissions: [],
  connectedSince: () => undefined,
  entry: 'lb',
  shortOfCpu: [],
  connectLimitMs: 100,
}

import type { Connection } from '../history/records.ts'

/** The ways in which a planted outage shows. */
export const kinds = [
  'refuse',
  'reset',
  '503',
  'black hole',
  'hang',
  'pause',
  'one in three hung',
  'one in three gone',
] as const
export type Kind = (typeof kinds)[number]

export type StationConnection = Extract<Connection, 'new' | 'reused'>

/** What each kind is, for people. */
export const kindWords: Record<Kind, string> = {
  refuse: 'the listener is closed, established connections are reset',
  reset: 'every connection is accepted and reset, established ones too',
  '503': 'every request is answered with 503',
  'black hole': 'packets of the port are dropped, both ways',
  hang: 'connections are accepted, nothing is answered; then the server starts anew and resets them',
  pause: 'connections are accepted, nothing is answered; then all that waited is answered',
  'one in three hung': 'one of three back ends pauses, behind nginx with our tuned settings',
  'one in three gone': "one of three back ends is a black hole, behind nginx with its own settings ('plain')",
}

/** Packets are dropped rather than a server told to misbehave. */
export const needsBlackHole = (kind: Kind | undefined): boolean => kind === 'black hole' || kind === 'one in three gone'

/** One of three: seen as an episode of bad samples among good ones. */
export const isPartial = (kind: Kind): boolean => kind.startsWith('one in three')

/**
 * What ends the outage that a client sees. `planter`: the moment at which the planter healed. `answer`: the planter's first
 * answer after it, where requests wait for one: after a pause up to a hundred handshakes are to be made at once, and TCP
 * sends again ever more rarely into a black hole, so that a kept connection is served some time after the hole was closed.
 * `client`: a client on the dead back end of three leaves it by its own deadline.
 */
export function endOf(kind: Kind, connection: StationConnection): 'planter' | 'answer' | 'client' {
  if (isPartial(kind)) return connection === 'new' ? 'planter' : 'client'
  return kind === 'pause' || (kind === 'black hole' && connection === 'reused') ? 'answer' : 'planter'
}

/**
 * Whether every request that meets the outage fails or waits for longer than it lasts. Else it is answered late, and an
 * answer that is late by less than t is no outage at t: a pause, or a black hole over which a kept connection sends again.
 */
export const failsOutright = (kind: Kind, connection: StationConnection): boolean =>
  kind !== 'pause' && !isPartial(kind) && !(kind === 'black hole' && connection === 'reused')

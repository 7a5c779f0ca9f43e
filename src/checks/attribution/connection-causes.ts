import type { ProbePath, Sample } from '../../history/records.ts'
import { type Interval, overlap, union } from '../interval.ts'
import { type Retry, retryOf } from './balancer-retry.ts'
import type { Cause } from './cause.ts'
import type { Observations } from './observations.ts'
import { lastUpstream } from './session-finder.ts'

/** What each bad attempt met: dead servers that the balancer tried first, and the state of the one that took it. */
export function connectionCauses(
  outage: Interval,
  bad: readonly Sample[],
  probed: ProbePath,
  observed: Observations,
): Cause[] {
  const path = probed === 'lb' ? observed.entry : probed
  const retries: Retry[] = []
  const met: Cause[] = []
  const shut: Cause[] = []
  for (const sample of bad) {
    if (sample.sentUs === undefined) continue
    const span = { fromUs: sample.sentUs, toUs: sample.endUs }
    const session = path === 'lb' ? observed.sessionOf(sample) : undefined
    const retry = session && retryOf(session, observed.connectLimitMs)
    const tried = retry && overlap(retry, span)
    if (retry && tried) retries.push({ ...tried, servers: retry.servers })
    // HAProxy's letter for a session that it shut because its server was taken out (configuration manual, 8.5).
    const cut = session?.end?.startsWith('D') ? overlap(span, outage) : undefined
    if (cut) shut.push({ kind: 'upstream-out', ...cut, event: observed.takenOut(session!) })
    const address = session && lastUpstream(session)
    for (const disruption of observed.disruptions) {
      if (disruption.ip !== address && path !== `direct:${disruption.node}`) continue
      const shared = overlap(disruption, span)
      const within = shared && overlap(shared, outage)
      if (within) met.push({ kind: `server-${disruption.state}`, ...within, event: disruption.event })
    }
  }
  const unavailable = path === 'lb' ? metUnavailable(bad, outage, observed.unavailable) : []
  return [...retryCauses(retries, outage), ...unavailable, ...joined(shut), ...joined(met)]
}

/** What was sent, or waited, while nobody could come through. */
const metUnavailable = (bad: readonly Sample[], outage: Interval, unavailable: readonly Cause[]): Cause[] =>
  unavailable.flatMap(cause => {
    const met = bad.some(({ sentUs, endUs }) => sentUs !== undefined && overlap(cause, { fromUs: sentUs, toUs: endUs }))
    const shared = overlap(cause, outage)
    return met && shared ? [{ ...cause, ...shared }] : []
  })

function retryCauses(retries: readonly Retry[], outage: Interval): Cause[] {
  return union(retries).flatMap((whole): Cause[] => {
    const shared = overlap(whole, outage)
    if (shared === undefined) return []
    const within = retries.filter(retry => overlap(retry, whole))
    const servers = [...new Set(within.flatMap(retry => retry.servers))].sort()
    const unnamed = within.some(retry => retry.servers.length === 0)
    const event = { connections: within.length, servers, ...(unnamed && { unnamed }) }
    return [{ kind: 'upstream-retry', ...shared, event }]
  })
}

/** Many attempts that met one event are one cause a stretch. */
const joined = (met: readonly Cause[]): Cause[] =>
  [...Map.groupBy(met, ({ kind, event }) => JSON.stringify([kind, event])).values()].flatMap(group =>
    union(group).map(stretch => ({ ...group[0]!, ...stretch })),
  )

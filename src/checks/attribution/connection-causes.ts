import type { ProbePath, Sample } from '../../history/records.ts'
import { type Interval, overlap, union } from '../interval.ts'
import type { Away } from './away.ts'
import { type Retry, retryOf } from './balancer-retry.ts'
import type { Cause } from './cause.ts'
import type { Evidence } from './evidence.ts'
import type { Returning } from './returning.ts'
import { takerOf } from './session-finder.ts'

const stateWords: Record<Away['state'] | Returning['state'], string> = {
  ending: 'request at a server that was ending',
  down: 'request at a server that was down',
  starting: 'request at a server that was starting',
  frozen: 'request at a frozen server',
  cut: 'request at a server that was cut off',
  hindered: 'request at a hindered server',
  returning: 'request at a server that was coming back',
}

/** What each bad attempt met: dead servers that the balancer tried first, and the state of the one that took it. */
export function connectionCauses(
  outage: Interval,
  bad: readonly Sample[],
  probed: ProbePath,
  evidence: Evidence,
): Cause[] {
  const path = probed === 'lb' ? evidence.entry : probed
  const retries: Retry[] = []
  const met: (Cause & { node: string })[] = []
  const shut: Cause[] = []
  for (const sample of bad) {
    if (sample.sentUs === undefined) continue
    const span = { fromUs: sample.sentUs, toUs: sample.endUs }
    const session = path === 'lb' ? evidence.sessionOf(sample) : undefined
    const retry = session && retryOf(session, evidence.connectLimitMs)
    const tried = retry && overlap(retry, span)
    if (retry && tried) retries.push({ ...tried, dead: retry.dead })
    // HAProxy's letter for a session that it shut because its server was taken out (configuration manual, 8.5).
    const cut = session?.end?.startsWith('D') ? overlap(span, outage) : undefined
    if (cut) shut.push({ mechanism: 'balancer took the server out', ...cut, event: evidence.takenOut(session!) })
    const address = session && takerOf(session)
    for (const away of evidence.away) {
      if (away.ip !== address && path !== `direct:${away.node}`) continue
      const shared = overlap(away, span)
      const within = shared && overlap(shared, outage)
      if (within) met.push({ mechanism: stateWords[away.state], ...within, event: away.event, node: away.node })
    }
  }
  const closed = path === 'lb' ? closedCauses(bad, outage, evidence.closed) : []
  return [
    ...retryCauses(retries, outage),
    ...closed,
    ...joined(shut.map(cause => ({ ...cause, node: cause.event }))),
    ...joined(met),
  ]
}

/** What was sent, or waited, while nobody could come through. */
const closedCauses = (bad: readonly Sample[], outage: Interval, closed: readonly Cause[]): Cause[] =>
  closed.flatMap(cause => {
    const met = bad.some(({ sentUs, endUs }) => sentUs !== undefined && overlap(cause, { fromUs: sentUs, toUs: endUs }))
    const shared = overlap(cause, outage)
    return met && shared ? [{ ...cause, ...shared }] : []
  })

function retryCauses(retries: readonly Retry[], outage: Interval): Cause[] {
  return union(retries).flatMap(whole => {
    const shared = overlap(whole, outage)
    if (shared === undefined) return []
    const within = retries.filter(retry => overlap(retry, whole))
    const dead = [...new Set(within.flatMap(retry => retry.dead))].sort()
    const connections = within.length === 1 ? '1 connection' : `${within.length} connections`
    return [
      { mechanism: 'balancer tried a dead server', ...shared, event: `${connections} tried ${dead.join(', ')} first` },
    ]
  })
}

/** Many attempts at one server in one state are one cause a stretch. */
const joined = (met: readonly (Cause & { node: string })[]): Cause[] =>
  [...Map.groupBy(met, ({ mechanism, node }) => `${mechanism} ${node}`).values()].flatMap(group =>
    union(group).map(stretch => ({ mechanism: group[0]!.mechanism, ...stretch, event: group[0]!.event })),
  )

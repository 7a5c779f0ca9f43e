import { formatMs, formatUs } from '../../base/duration.ts'
import type { CauseEvents, CauseKind, CauseOf } from '../../checks/attribution/cause.ts'
import type { NodeEvent } from '../../checks/attribution/node-event.ts'
import type { StoreState } from '../../checks/attribution/store-disruption.ts'
import type { ElectionBand } from '../../checks/election-odds.ts'
import { leaderChangeText } from './leader-change-text.ts'
import { nodeEventText } from './node-event-text.ts'

interface CauseText<Kind extends CauseKind> {
  name: string
  /** The event that shows it. */
  event: (event: CauseEvents[Kind]) => string
}

const byNode = (name: string) => ({ name, event: nodeEventText })
const byNodes = (name: string) => ({ name, event: (events: NodeEvent[]) => events.map(nodeEventText).join(', ') })
const sentWhile = (name: string) => ({
  name: `request sent while ${name}`,
  event: (events: NodeEvent[]) => `sent when ${byNodes(name).event(events)}`,
})

const storeTexts: Record<StoreState, string> = {
  'etcd-no-quorum': 'etcd had no quorum',
  'etcd-member-degraded': 'a member of etcd was hindered',
  'etcd-member-frozen': 'a member of etcd stood still',
  'etcd-member-cut': 'a member of etcd was cut off',
  'etcd-leader-degraded': "etcd's leader was hindered",
  'database-down': 'the database was away',
  'database-degraded': 'the database was hindered',
  'store-read-only': 'the datastore took no writes',
}

const ofStates = <Prefix extends string, Text>(
  prefix: Prefix,
  names: typeof storeTexts,
  textOf: (name: string) => Text,
) =>
  Object.fromEntries(Object.entries(names).map(([state, name]) => [prefix + state, textOf(name)])) as Record<
    `${Prefix}${StoreState}`,
    Text
  >

const texts: { [Kind in CauseKind]: CauseText<Kind> } = {
  election: { name: 'etcd election', event: leaderChangeText },
  'repeated-election': { name: 'etcd election, more than one round', event: leaderChangeText },
  'lost-with-leader': {
    name: 'request lost with the leader',
    event: change => `sent while ${leaderChangeText(change)} was under way`,
  },
  'server-ending': byNode('request at a server that was ending'),
  'server-down': byNode('request at a server that was down'),
  'server-starting': byNode('request at a server that was starting'),
  'server-frozen': byNode('request at a frozen server'),
  'server-cut': byNode('request at a server that was cut off'),
  'server-degraded': byNode('request at a hindered server'),
  'server-returning': byNode('request at a server that was coming back'),
  'balancer-ending': byNode('load balancer ending'),
  'balancer-down': byNode('load balancer down'),
  'balancer-starting': byNode('load balancer starting'),
  'balancer-frozen': byNode('load balancer frozen'),
  'balancer-cut': byNode('load balancer cut off'),
  'balancer-degraded': byNode('load balancer hindered'),
  'address-moving': {
    name: 'shared address on its way',
    event: ({ lost, taker, afterUs }) => `${nodeEventText(lost)}; ${taker} took the address ${formatUs(afterUs)} later`,
  },
  'all-upstreams-out': {
    name: 'balancer had taken every server out',
    event: ({ balancer, server, reason }) => `${balancer} took ${server} out, the last one: ${reason}`,
  },
  'upstream-out': {
    name: 'balancer took the server out',
    event: ({ server = 'a server', reason }) =>
      `the balancer took ${server} out${reason === undefined ? '' : `: ${reason}`}`,
  },
  'upstream-retry': {
    name: 'balancer tried a dead server',
    event: ({ connections, servers, unnamed }) => {
      const tried = [...servers, ...(unnamed ? ['another server'] : [])].toSorted()
      return `${connections === 1 ? '1 connection' : `${connections} connections`} tried ${tried.join(', ')} first`
    },
  },
  ...ofStates('', storeTexts, byNodes),
  ...ofStates('sent-while-', storeTexts, sentWhile),
  retransmission: byNode('kept connection until TCP tried again'),
  'host-cpu': { name: 'host short of CPU', event: () => 'tasks waited for a CPU all the time' },
  'next-attempt': { name: 'until the next attempt', event: ({ intervalMs }) => `one every ${intervalMs} ms` },
}

/** All kinds of causes. */
export const causeKinds = Object.keys(texts) as CauseKind[]

/** What a cause is called: `etcd election`. */
export const causeText = (kind: CauseKind): string => texts[kind].name

/** The event that shows a cause: `term 2 → 3, leader server:1 → server:2`. */
export const causeEventText = <Kind extends CauseKind>({
  kind,
  event,
}: Pick<CauseOf<Kind>, 'kind' | 'event'>): string => texts[kind].event(event)

/** What theory gives for an election, and where this one lies in it. */
export function electionBandText({
  candidateMs: { fromMs, toMs },
  medianMs,
  tookMs,
  percentile,
}: ElectionBand): string {
  const expected = `first candidate after ${formatMs(fromMs)} to ${formatMs(toMs)}, median ${formatMs(medianMs)}`
  return `${expected}; this took ${formatMs(tookMs)}, percentile ${percentile}`
}

import { formatMs } from '../../base/duration.ts'
import type { ForeseenRestart } from '../../checks/judgement.ts'
import type { SeenElections } from '../../checks/theory.ts'
import { type Basis, namesElection } from '../../prediction/basis.ts'
import type { PartLost } from '../../prediction/prediction.ts'
import type { Band } from '../../prediction/timers.ts'
import { type Catalogue, textOf } from './catalogue.ts'

const bandText = ({ fromMs, toMs }: Band): string => `${fromMs / 1000}–${toMs / 1000} s`
const electionText = ({ fromMs, toMs }: Band): string =>
  `election ${(fromMs / 1000).toFixed(1)}–${(toMs / 1000).toFixed(1)} s`

const catalogue: Catalogue<Basis> = {
  'no-theory': () => 'no prediction',
  degraded: ({ fault, node }) => `no prediction: ${fault} of ${node} makes it worse, by how much theory does not say`,
  'no-fault': () => 'nothing was struck: 0 s',
  'only-agents': () => 'no client goes over an agent: 0 s',
  untouched: () => '0 s',
  'balancers-away': ({ count }) =>
    count === 1 ? 'as long as the load balancer is away' : 'as long as both load balancers are away',
  'servers-away': ({ servers }) =>
    servers.length === 1 ? `as long as ${servers[0]} is away` : 'as long as all of its servers are away',
  'database-away': () => 'as long as the database is away',
  'quorum-lost': () => 'until etcd has a quorum again',
  'read-only': () => 'until the datastore takes writes again',
  'address-handed-over': () => 'the address is handed over in under 1 s',
  'address-moves': () => 'the address moves 3–4 s after the loss',
  'own-balancer-file': () => "a file of one's own: no prediction",
  'connect-limit': ({ limitMs }) => `one connect limit, ${limitMs / 1000} s`,
  'other-servers': () => 'other servers answer: 0 s',
  'led-again': ({ untilMs }) =>
    untilMs === undefined
      ? 'it may be led there again as long as the server is away'
      : `it may be led there again until the check has failed, up to ${formatMs(untilMs)}`,
  'graceful-end': ({ graceMs }) => `0 s, or ${graceMs / 1000} s for what is in flight at the stopping server`,
  reconnect: () => 'one reconnect',
  'silent-connection': basis => {
    if (basis.endedBy === 'nobody') return 'nobody gives a silent connection up'
    const after = formatMs(basis.afterMs)
    if (basis.endedBy === 'check') return `until the check takes the server out: up to ${after}`
    return basis.endedBy === 'client'
      ? `it waits for its own limit, ${after}, then one reconnect`
      : `as long as the server says nothing, ${after}, then one reconnect`
  },
  'leadership-handed-over': () => 'leadership handed over in under 0.1 s',
  election: ({ waits, band, timers: { heartbeatMs, electionMs }, lostRequestMs }) => {
    const election = `${electionText(band)} (${heartbeatMs}/${electionMs} ms)`
    if (waits === 'checks') return `no server at all while etcd elects: ${election}`
    if (lostRequestMs === undefined) return election
    return `${election}, and ${lostRequestMs / 1000} s for a request that is lost with the leader`
  },
  'other-members': () => 'other members of etcd answer: 0 s',
  'silent-member': () => 'a client of etcd gives a silent member up after 40 s',
  'only-pod-lost': ({ band, until }) =>
    `gone until its only pod is ${until === 'back' ? 'back' : 'replaced'}, ${bandText(band)} after the fault`,
  'one-pod-lost': ({ band, until }) =>
    `some new connections until the node is ${until === 'back' ? 'back' : 'NotReady'}, ${bandText(band)} after the fault, and never all of them`,
  'state-away': () => 'no prediction: nobody can be asked',
  'scheduler-kept': () => 'about 1 s',
  'scheduler-unknown': () => 'about 1 s once a scheduler has the lease',
  'scheduler-elsewhere': () => 'about 1 s: the lease of the scheduler was elsewhere',
  'scheduler-moves': ({ band }) => `the lease of the scheduler moves ${bandText(band)} after the fault, then about 1 s`,
  'no-other-server': () => 'no prediction: no other server is left',
  'led-by-balancer': () => 'no prediction: the load balancer leads agents, and they look for no server',
  'silent-tunnel': ({ silentMs }) => `a silent tunnel is given up after ${silentMs / 1000} s`,
  'tunnel-closes': ({ closesMs, looksMs }) => {
    const looked = looksMs === 1000 ? 'each second' : `every ${formatMs(looksMs)}`
    return closesMs > 0
      ? `the tunnel closes when the server has ended, up to ${closesMs / 1000} s, and is looked at ${looked}`
      : `the tunnel closes at once and is looked at ${looked}: up to ${looksMs / 1000} s`
  },
  start: ({ longest: { ownMs, votesMs, testedMs, partsAgainMs }, stateAwayMs = 0, againMs = 0 }) =>
    [
      `within ${formatMs(ownMs)}`,
      ...moreTexts({
        'until the datastore answers': stateAwayMs,
        "until etcd's leader makes it a voter": votesMs,
        'until a test of its own etcd succeeds': testedMs,
        'until its parts are started again': partsAgainMs,
        'where another fault strikes meanwhile': againMs,
      }),
    ].join(', '),
}

const moreTexts = (waits: Record<string, number>): string[] =>
  Object.entries(waits).flatMap(([why, ms]) => (ms > 0 ? [`up to ${formatMs(ms)} more ${why}`] : []))

interface Predicted {
  basis: Basis
  meetsLost?: PartLost
  elections?: SeenElections
}

/** What a prediction rests on, and the elections that were seen beside what it expects. */
export const predictionText = ({ basis, meetsLost, elections }: Predicted): string =>
  [textOf(catalogue, basis), meetsLost && partText(meetsLost)].filter(Boolean).join('; ') +
  (elections === undefined ? '' : electionsText(elections, namesElection(basis)))

function partText({ share, forMs }: PartLost): string {
  const duration = forMs === undefined ? '' : ` for up to ${formatMs(forMs)}`
  return `${Math.round(share * 100)} % of new connections meet a lost server${duration}`
}

function electionsText({ expected, seen }: SeenElections, isNamed: boolean): string {
  if (seen.length === 0) return isNamed ? ', none was seen' : ''
  const terms = seen.map(
    ({ fromTerm, toTerm, termsElapsed }) =>
      `term ${fromTerm} → ${toTerm}${termsElapsed > 1 ? ` (${termsElapsed} rounds)` : ''}`,
  )
  return `, ${expected ? 'here' : 'yet'} ${terms.join(', ')}`
}

/** Why a server must end by design, or may. */
export const restartText = ({ node, deadlineMs, isSure }: ForeseenRestart): string =>
  `${node} holds a lease that it cannot renew for ${deadlineMs / 1000} s, and ${isSure ? 'ends' : 'may end'}`

import type { Connection, Operation, SeriesDefinition } from '../history/records.ts'
import { type NodeId, roleOf } from '../topology/node-id.ts'
import { frozenServerTheory, lostBalancerTheory, vanishedServerTheory } from './balancer-theory.ts'
import type { Election } from './election.ts'
import type { Facts } from './facts.ts'
import type { FaultStory } from './fault-story.ts'
import { stageBand } from './stage-band.ts'

/** etcd hands leadership over before it stops: 27 to 40 ms (measuring, 2.6). */
const handover = 'leadership handed over in under 0.1 s'

/** k3s ends etcd at once and its API 5 s after SIGTERM: a request in flight there waits that long (k3s-contract 8.3). */
const inFlight = 'no election: 0 s, or 5 s for a request in flight at the stopping server'

/** What theory gives for a series' longest outage with this topology's settings, and the event that it rests on. */
export function theoryOf(
  { path, operation, connection }: Pick<SeriesDefinition, 'path' | 'operation' | 'connection'>,
  facts: Facts,
): string | undefined {
  const fault = facts.faults[0]
  if (path === 'in-cluster' && fault?.call.selector === 'host:coredns') return serviceTheory(operation, fault, facts)
  if (path !== 'lb') return undefined
  const { topology } = facts.history.manifest
  const lost = fault && lostBalancerTheory(fault, topology)
  if (lost !== undefined) return lost
  if (fault !== undefined && roleOf(fault.call.node) === 'agent') return 'no client goes over an agent: 0 s'
  if (fault?.call.kind === 'pause' && roleOf(fault.call.node) === 'server') return frozenServerTheory(fault, topology)
  if (operation === 'quorum-read' || operation === 'write') return quorumTheory(connection, fault, facts)
  if (operation !== 'cached-read' || fault === undefined) return undefined
  if (isDatastore(fault.call.node)) return 'caches go on: 0 s while no server ends'
  const { preset, kind } = topology.loadBalancer
  // Every server's answer asks etcd, so that all of them are taken out together.
  if (preset === 'ready' && kind !== 'none' && facts.elections.length > 0)
    return `no server at all while etcd elects: ${quorumTheory(connection, fault, facts)}`
  return vanishedServerTheory(fault, connection, topology)
}

/** What a lost node costs those who ask a Service with a pod on it: its address is drawn for some until the node is NotReady. */
function serviceTheory(operation: Operation, fault: FaultStory, facts: Facts): string | undefined {
  if (operation !== 'dns' && operation !== 'service') return undefined
  const { coredns } = facts.history.manifest.topology.addOns
  const isOnly = operation === 'dns' && coredns === 1
  const band = stageBand(isOnly ? `pods of ${fault.call.node} replaced` : 'node NotReady noticed', fault, facts)
  if (band === undefined) return undefined
  const seconds = `${band.fromMs / 1000}–${band.toMs / 1000} s`
  return isOnly
    ? `gone until its only pod is replaced, ${seconds} after the fault`
    : `some new connections until the node is NotReady, ${seconds} after the fault, and never all of them`
}

function quorumTheory(connection: Connection, fault: FaultStory | undefined, facts: Facts): string {
  const seen = facts.elections.map(termWords)
  const { etcd, topology } = facts.history.manifest
  if (etcd === undefined) return databaseTheory(fault, topology.datastore)
  if (fault === undefined)
    return seen.length === 0 ? 'no election: 0 s' : `no election expected, yet ${seen.join(', ')}`
  const leader = leaderBefore(fault.call.atUs, facts)
  if (leader !== undefined && leader !== fault.call.node) {
    const cost = fault.call.kind === 'stop' && connection === 'reused' ? inFlight : 'no election: 0 s'
    return `${cost}${seen.length === 0 ? '' : `, yet ${seen.join(', ')}`}`
  }
  const expected = fault.call.kind === 'stop' ? handover : electionBand(etcd)
  return `${expected}, ${seen.length === 0 ? 'none was seen' : `here ${seen.join(', ')}`}`
}

/** Without an etcd nobody is elected: what a database holds is away as long as the database. */
function databaseTheory(fault: FaultStory | undefined, datastore: string): string {
  if (fault !== undefined && isDatastore(fault.call.node)) return 'as long as the database is away'
  if (datastore === 'sqlite' && fault !== undefined) return 'as long as the only server is away'
  return `no election in ${datastore}: 0 s`
}

const isDatastore = (node: NodeId): boolean => ['db', 'etcd'].includes(roleOf(node))

/**
 * When the first follower stands for election after a crash of the leader: each waits a time drawn from [E, 2E) since
 * the last heartbeat, counted in ticks of a heartbeat H; the last one came up to H before the crash, and the count may
 * be a tick ahead. So from E - 2H to 2E after the crash (measuring, 2.5).
 */
function electionBand({ heartbeatMs, electionMs }: { heartbeatMs: number; electionMs: number }): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(1)
  return `election ${seconds(electionMs - 2 * heartbeatMs)}–${seconds(2 * electionMs)} s (${heartbeatMs}/${electionMs} ms)`
}

const termWords = ({ fromTerm, toTerm, rounds }: Election): string =>
  `term ${fromTerm} → ${toTerm}${rounds > 1 ? ` (${rounds} rounds)` : ''}`

/** The node that led etcd when the fault was called, by the members' own words. */
function leaderBefore(atUs: number, { history: { prober } }: Facts): string | undefined {
  const word = prober.findLast(r => r.type === 'etcd' && r.member === r.leader && r.atUs <= atUs)
  return word?.type === 'etcd' ? word.node : undefined
}

import { endsOrFreezes, isSilent, keepsServing } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { Operation } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import { roleOf } from '../topology/node-id.ts'
import { balancerIds } from '../topology/nodes-of.ts'
import { upstreamsOf } from '../topology/select-nodes.ts'
import type { Topology } from '../topology/topology.ts'
import type { Loss } from './balancing.ts'
import type { ClosureBasis } from './basis.ts'
import { asksState, electable } from './members.ts'
import { needsState } from './needs-state.ts'

/** What is struck at one moment: faults that are on, and nodes that were healed and are not back. */
export interface Moment {
  on: readonly FaultInstance[]
  returning: readonly FaultInstance[]
}

/** What is struck from a moment on, as far as `faults` tell. */
export const momentAt = (atUs: number, faults: readonly FaultInstance[]): Moment => {
  const begun = faults.filter(fault => fault.calledUs <= atUs)
  return {
    on: begun.filter(({ overUs }) => overUs === undefined || atUs < overUs),
    returning: begun.filter(
      ({ overUs, backUs }) => overUs !== undefined && atUs >= overUs && (backUs === undefined || atUs < backUs),
    ),
  }
}

/** Moments from which on something else is struck, in order. */
export const changesOf = (faults: readonly FaultInstance[]): number[] =>
  [
    ...new Set(faults.flatMap(({ calledUs, overUs, backUs }) => [calledUs, overUs ?? calledUs, backUs ?? calledUs])),
  ].sort((a, b) => a - b)

/** Where a client of a path enters: balancers, or one server. */
export type Entry = { balancers: readonly NodeId[] } | { server: NodeId }

/** Without a balancer clients know server:0, and no other. */
export function entryOf(path: string, topology: Topology): Entry {
  if (path.startsWith('direct:')) return { server: path.slice('direct:'.length) as NodeId }
  const balancers = balancerIds(topology)
  return balancers.length === 0 ? { server: 'server:0' } : { balancers }
}

/** The servers to which an entry leads. */
export const leadsTo = (entry: Entry, topology: Topology): readonly NodeId[] =>
  'server' in entry ? [entry.server] : upstreamsOf(topology)

/** How a server is lost to clients of an entry; undefined when it is not. */
export function lossOf(
  server: NodeId,
  entry: Entry,
  { on, returning }: Moment,
  asks: boolean,
  topology: Topology,
): Loss | undefined {
  const before = 'server' in entry ? (['client:0'] as const) : entry.balancers
  const mine = on.filter(({ node }) => node === server)
  if (mine.some(({ effect }) => effect.does === 'freeze')) return 'frozen'
  if (mine.some(fault => fault.effect.does === 'end')) return mine.some(isSilent) ? 'silent' : 'gone'
  const cuts = on.filter(({ effect }) => effect.does === 'cut')
  const isCut = (a: NodeId, b: NodeId) =>
    cuts.some(({ node, effect }) => node === a && effect.does === 'cut' && effect.from.includes(b))
  // Of two balancers the other one takes the address over.
  if (before.every(each => isCut(server, each) || isCut(each, server))) return 'silent'
  const returned = returning.filter(({ node }) => node === server)
  if (returned.some(({ effect }) => effect.does !== 'cut')) return 'starting'
  // One that was cut off has to find its peers again; its process went on.
  if (asks && (returned.length > 0 || !asksState(server, topology, on))) return 'stateless'
  return undefined
}

/** Why nobody has an answer at a moment; undefined when somebody has. */
export function closedBy(
  entry: Entry,
  moment: Moment,
  operation: Operation,
  topology: Topology,
): ClosureBasis | undefined {
  const asks = needsState(operation)
  const { on, returning } = moment
  const all = [...on, ...returning]
  if ('balancers' in entry) {
    const isLost = (id: NodeId) =>
      all.some(
        fault =>
          fault.node === id &&
          (endsOrFreezes(fault) || (fault.effect.does === 'cut' && fault.effect.from.includes('client:0'))),
      )
    if (entry.balancers.every(isLost)) return { kind: 'balancers-away', count: entry.balancers.length }
  }
  if (asks) {
    const away = stateAway(moment, topology, operation === 'write' || operation === 'watch')
    if (away !== undefined) return away
  }
  const servers = leadsTo(entry, topology)
  if (!servers.every(server => lossOf(server, entry, moment, asks, topology) !== undefined)) return undefined
  return { kind: 'servers-away', servers }
}

/** Why what keeps the state answers nobody: reads, or what `writes`. */
export function stateAway({ on, returning }: Moment, topology: Topology, writes = true): ClosureBasis | undefined {
  if (writes && on.some(({ effect }) => effect.does === 'read-only')) return { kind: 'read-only' }
  // A member that comes back may not be one yet.
  const all = [...on, ...returning]
  if (topology.datastore === 'embedded-etcd' || topology.datastore === 'external-etcd')
    return electable(topology, all).length > 0 ? undefined : { kind: 'quorum-lost' }
  const isAway = all.some(fault => roleOf(fault.node) === 'db' && !keepsServing(fault))
  return isAway ? { kind: 'database-away' } : undefined
}

import type { FaultEffect, SeriesDefinition } from '../../history/records.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { TopologyInput } from '../../topology/topology.ts'
import type { Setting, Strike } from '../strike.ts'

/** A cluster for a prediction: k3s' etcd timers unless there is none. */
export function settingOf(input: TopologyInput): Setting {
  const topology = parseTopology(input, 'a test')
  if (topology.datastore === 'embedded-etcd') return { topology, etcd: { heartbeatMs: 500, electionMs: 5000 } }
  return topology.datastore === 'external-etcd'
    ? { topology, etcd: { heartbeatMs: 100, electionMs: 1000 } }
    : { topology }
}

/** A fault at `node` at second 0 that lasts for 20 s; server:0 leads etcd and holds no lease unless it is said. */
export function strikeOf(node: NodeId, kind: string, more: Partial<Strike> = {}): Strike {
  const effect: FaultEffect = kind === 'pause' ? { does: 'freeze' } : { does: 'end' }
  return { kind, node, effect, atMs: 0, healedMs: 20_000, backMs: 30_000, leader: 'server:0', holders: new Map(), ...more }
}

/** A series through the balancer at the usual rate and deadline. */
export const seriesOf = (
  operation: SeriesDefinition['operation'],
  connection: SeriesDefinition['connection'] = 'new',
  path: SeriesDefinition['path'] = 'lb',
): SeriesDefinition => ({
  id: `${path}/${operation}/${connection}`,
  path,
  operation,
  connection,
  intervalMs: 50,
  deadlineMs: 5000,
})

import { assumedFault, type FaultInstance } from '../../history/fault-instance.ts'
import type { FaultEffect, SeriesDefinition } from '../../history/records.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { TopologyInput } from '../../topology/topology.ts'
import type { Setting } from '../setting.ts'

/** A cluster for a prediction: k3s' etcd timers unless there is none. */
export function settingOf(input: TopologyInput): Setting {
  const topology = parseTopology(input, 'a test')
  if (topology.datastore === 'embedded-etcd') return { topology, etcd: { heartbeatMs: 500, electionMs: 5000 } }
  return topology.datastore === 'external-etcd'
    ? { topology, etcd: { heartbeatMs: 100, electionMs: 1000 } }
    : { topology }
}

/** What a test asks for by its name. */
export type NamedFault = keyof typeof effects

const effects = {
  kill: { does: 'end' },
  stop: { does: 'end', graceful: true },
  'power-off': { does: 'end', silent: true },
  'restart-balancer': { does: 'end', drains: true },
  pause: { does: 'freeze' },
} as const satisfies Record<string, FaultEffect>

/** A fault at `node` at second 0 that lasts for 20 s; server:0 leads etcd and holds no lease unless it is said. */
export const faultAt = (
  node: NodeId,
  does: NamedFault | FaultEffect,
  more: Partial<FaultInstance> = {},
): FaultInstance => {
  const [kind, effect] = typeof does === 'string' ? [does, effects[does]] : [does.does, does]
  return assumedFault({ kind, node, effect, overUs: 20e6, backUs: 30e6, leader: 'server:0', ...more })
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

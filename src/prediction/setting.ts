import type { EtcdTimers } from '../distributions/etcd-timers.ts'
import type { Topology } from '../topology/topology.ts'

/** What predictions rest on beside the faults. */
export interface Setting {
  topology: Topology
  /** Absent where there is no etcd. */
  etcd?: EtcdTimers | undefined
  /** Whether the node image only stands in for that of its distribution: it may have shorter timers. */
  isStandIn?: boolean
}

/** The same cluster under the distribution's own timers; undefined where it runs under them. */
export const underOwnTimers = (setting: Setting): Setting | undefined =>
  setting.topology.timing === 'default'
    ? undefined
    : { ...setting, topology: { ...setting.topology, timing: 'default' } }

import type { EtcdTimers } from '../distributions/etcd-timers.ts'
import type { Topology } from '../topology/topology.ts'

/** What predictions rest on beside the faults. */
export interface Setting {
  topology: Topology
  /** Absent where there is no etcd. */
  etcd?: EtcdTimers | undefined
}

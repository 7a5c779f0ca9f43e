import type { Topology } from '../topology/topology.ts'
import type { EtcdTimers } from './timers.ts'

/** What predictions rest on beside the faults. */
export interface Setting {
  topology: Topology
  /** Absent where there is no etcd. */
  etcd?: EtcdTimers | undefined
}

/** etcd's heartbeat and election timeout. */
export interface EtcdTimers {
  heartbeatMs: number
  electionMs: number
}

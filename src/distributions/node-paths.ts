/** Where a node keeps what the harness reads, replaces or removes. Absolute. */
export interface NodePaths {
  /** Its configuration, which it reads at every start. */
  configuration: string
  /** The administrator's kubeconfig. */
  kubeconfig: string
  /** What a client of its embedded etcd shows and trusts. */
  etcd: { ca: string; cert: string; key: string }
  /** An apiserver's audit log: on a volume, so that it outlives every restart. */
  auditLog: string
  /** All that a node learns. */
  data: readonly string[]
  /** What was laid there before its first start. */
  laid: readonly string[]
  /** Where a server's own datastore is. */
  datastore: string
}

import type { Topology } from './topology.ts'

/** Whether servers keep the cluster's state on disks of their own. */
export const keepsDatastore = ({ datastore }: Topology): boolean =>
  datastore === 'embedded-etcd' || datastore === 'sqlite'

/** k3d's names for the parts of a cluster: `server:0` is the init server. */
export type NodeId = `${'server' | 'agent' | 'lb' | 'db' | 'etcd' | 'client'}:${number}`

/** A node id where `:` is not allowed: container, host and file names. */
export const fileName = (id: NodeId): string => id.replace(':', '-')

export const serverIds = (count: number): NodeId[] =>
  Array.from({ length: count }, (_, index): NodeId => `server:${index}`)

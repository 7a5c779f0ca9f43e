/** k3d's names for the parts of a cluster: `server:0` is the init server. */
export type NodeId = `${'server' | 'agent' | 'lb' | 'db' | 'etcd' | 'client'}:${number}`

/** A node id where `:` is not allowed: container, host and file names. */
export const fileName = (id: NodeId): string => id.replace(':', '-')

export const serverIds = (count: number): NodeId[] =>
  Array.from({ length: count }, (_, index): NodeId => `server:${index}`)

/** The role of a node, `server` of `server:0`. */
export const roleOf = (id: NodeId): string => id.slice(0, id.indexOf(':'))

export const agentIds = (count: number): NodeId[] =>
  Array.from({ length: count }, (_, index): NodeId => `agent:${index}`)

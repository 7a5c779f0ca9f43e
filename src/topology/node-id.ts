/** k3d's names for the parts of a cluster: `server:0` is the init server. */
export type NodeId = `${Role}:${number}`

/** What a node is in its cluster. */
export type Role = 'server' | 'agent' | 'lb' | 'db' | 'etcd' | 'client'

/** A node id where `:` is not allowed: container, host and file names. */
export const fileName = (id: NodeId): string => id.replace(':', '-')

export const serverIds = (count: number): NodeId[] =>
  Array.from({ length: count }, (_, index): NodeId => `server:${index}`)

/** The role of a node, `server` of `server:0`. */
export const roleOf = (id: NodeId): Role => id.slice(0, id.indexOf(':')) as Role

export const agentIds = (count: number): NodeId[] =>
  Array.from({ length: count }, (_, index): NodeId => `agent:${index}`)

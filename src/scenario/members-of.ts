import type { MemberRecord } from '../history/records.ts'
import { fileName } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import type { Session } from './session.ts'

/** etcd's members, each with the node that it belongs to: k3s names a member NODENAME-xxxxxxxx. None without an etcd. */
export async function membersOf({ cluster }: Pick<Session, 'cluster'>): Promise<MemberRecord[]> {
  if (memberIds(cluster.topology).length === 0) return []
  const members = await cluster.observer.members()
  return members.map(member => ({
    node: cluster.nodes.find(({ id }) => member.name.replace(/-[0-9a-f]{8}$/, '') === fileName(id))?.id,
    ...member,
  }))
}

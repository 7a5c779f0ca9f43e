import type { MemberRecord } from '../history/records.ts'
import { fileName } from '../topology/node-id.ts'
import { memberIds } from '../topology/nodes-of.ts'
import type { Session } from './session.ts'

/** etcd's members, each with the node that it belongs to. None without an etcd. */
export async function membersOf({ cluster }: Pick<Session, 'cluster'>): Promise<MemberRecord[]> {
  if (memberIds(cluster.topology).length === 0) return []
  const members = await cluster.observer.members()
  const { nodeOf } = cluster.distribution.embeddedEtcd
  return members.map(member => ({
    node: cluster.nodes.find(({ id }) => nodeOf(member.name) === fileName(id))?.id,
    ...member,
  }))
}

import { memberIds } from '../topology/nodes-of.ts'
import { membersOf } from './members-of.ts'
import type { Session } from './session.ts'

const pollMs = 250

/** Writes etcd's member list down whenever it is another one, until disposed; nothing where there is no etcd. */
export function watchMembers(session: Session): Disposable {
  let last = ''
  let busy = false
  const look = async () => {
    if (busy) return
    busy = true
    try {
      const members = await membersOf(session)
      const seen = JSON.stringify(members)
      if (seen !== last) session.record({ type: 'members', members, purpose: 'changed' })
      last = seen
    } catch {
      // Without a quorum there is no list; that is for others to find.
    } finally {
      busy = false
    }
  }
  const timer = memberIds(session.cluster.topology).length === 0 ? undefined : setInterval(look, pollMs)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

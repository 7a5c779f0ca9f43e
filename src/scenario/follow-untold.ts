import { type NodeId, serverIds } from '../topology/node-id.ts'
import type { Session } from './session.ts'
import { followReturn } from './settle.ts'

/**
 * Follows every server that is started though no fault has it: one may end by design, for want of a lease or of the
 * datastore. When it serves again is for the record; whether it does is asked at the end. Until the session's signal.
 */
export function followUntold(session: Session): void {
  for (const node of serverIds(session.cluster.topology.servers)) void followStarts(session, node)
}

async function followStarts(session: Session, node: NodeId): Promise<void> {
  const { engineWatch, faults, signal, record } = session
  while (!signal.aborted) {
    await engineWatch.next(node, 'start')
    const isVictim = faults.some(active => active.node === node && !active.isBack)
    if (isVictim || signal.aborted) continue
    await followReturn(session, node, { stages: ['endpoints'], isDemanded: false }).catch((error: Error) => {
      if (!signal.aborted) record({ type: 'note', text: `${node} was not followed: ${error.message}` })
    })
  }
}

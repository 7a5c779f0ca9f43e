import { messageOf } from '../base/errors.ts'
import { datastoreOf } from '../cluster/datastores/datastore-of.ts'
import type { Proof } from '../faults/proof.ts'
import { type NodeId, roleOf } from '../topology/node-id.ts'
import type { Session } from './session.ts'

/** A second observer: from client:0 the node itself must no longer answer as what it is. */
export async function proveUnreachable(session: Session, node: NodeId): Promise<Proof> {
  const [what, answers] = observations[roleOf(node)] ?? observations.server!
  const said = await answers(session, node).catch(messageOf)
  return {
    proven: said !== true,
    evidence: `client:0 asked ${node} directly ${what}: ${said === true ? 'it answers' : said || 'no'}`,
  }
}

type Observation = [what: string, answers: (session: Session, node: NodeId) => Promise<boolean | string>]

const observations: Record<string, Observation> = {
  server: ['whether it is ready', async ({ cluster }, node) => (await cluster.observer.isReady(node)) || 'not ready'],
  // A kubelet that answers at all is alive.
  agent: ['for any answer', async ({ cluster }, node) => (await cluster.observer.readyz(node)).status > 0],
  etcd: [
    'for its status',
    async ({ cluster }, node) =>
      (await cluster.observer.statuses()).some(status => status.node === node) || 'no answer',
  ],
  db: [
    'for a first word',
    async ({ cluster }, node) => {
      const greeting = datastoreOf(cluster.topology).nodes!.greeting!
      await cluster.observer.greeting(cluster.node(node).ip, greeting)
      return true
    },
  ],
}

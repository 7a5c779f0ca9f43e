import { messageOf } from '../base/errors.ts'
import type { FormationStage } from '../history/formation-stage.ts'
import type { NodeId } from '../topology/node-id.ts'
import { datastoreIds } from '../topology/nodes-of.ts'
import type { ClusterContainers } from './cluster.ts'
import { datastoreOf } from './datastores/datastore-of.ts'

interface DatastoreStart {
  /** Waits until this does not throw any more. */
  untilNode: (what: string, node: NodeId, attempt: () => Promise<void>) => Promise<void>
  onStage: (stage: FormationStage, node?: NodeId) => void
}

/** Starts the nodes of the datastore's own, and waits until each answers what a server will ask it. */
export async function startDatastore(
  cluster: ClusterContainers,
  { untilNode, onStage }: DatastoreStart,
): Promise<void> {
  const own = datastoreIds(cluster.topology)
  if (own.length === 0) return
  for (const node of own) {
    await cluster.node(node).start()
    onStage('started', node)
  }
  await Promise.all(
    own.map(async node => {
      await untilNode(`${node} to answer a query`, node, () => expectAnswer(cluster, node))
      onStage('answers', node)
    }),
  )
  onStage('datastore-ready')
}

/** A node of the datastore answers what a server would ask it, by its address on the cluster's network. */
export async function expectAnswer(cluster: ClusterContainers, id: NodeId): Promise<void> {
  const { query } = datastoreOf(cluster.topology).nodes!
  const node = cluster.node(id)
  const { exitCode, stdout, stderr } = await node.exec(query(node.address))
  if (exitCode !== 0) throw new Error(messageOf((stderr.trim() || stdout.trim()).slice(0, 300)))
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../base/errors.ts'
import type { ClusterContainers } from '../cluster/cluster.ts'
import { withoutClusterSecrets } from '../cluster/without-cluster-secrets.ts'
import { requireAnswer } from '../engine/engine.ts'
import { fileName, type NodeId } from '../topology/node-id.ts'

/**
 * Saves what every node said, with the cluster's token and all that looks like a secret blacked out; the balancer's access
 * log and the prober's stream are left out of theirs. A log that cannot be had, or kept, never hides why the run ended:
 * a file says so in its place. What is older than `sinceMs` of the wall clock is another run's.
 */
export async function saveLogs(cluster: ClusterContainers, directory: string, sinceMs?: number): Promise<void> {
  try {
    await requireAnswer(cluster.engine)
    await saveEach(cluster, directory, sinceMs)
  } catch (error) {
    await writeFile(join(directory, 'missing.txt'), `no logs: ${messageOf(error)}\n`).catch(() => {})
  }
}

async function saveEach(cluster: ClusterContainers, directory: string, sinceMs?: number): Promise<void> {
  const nodes = [...cluster.containers.keys()].filter(node => node !== 'client:0')
  await Promise.all(nodes.map(node => saveLog(cluster, node, join(directory, `${fileName(node)}.log`), sinceMs)))
}

/** Saves what one node said, in the same way. */
export async function saveLog(cluster: ClusterContainers, node: NodeId, path: string, sinceMs?: number): Promise<void> {
  const text = await cluster
    .node(node)
    .logs(sinceMs)
    .catch(error => `no log: ${messageOf(error)}\n`)
  const lines = text.split('\n').filter(line => !/\{"(atMs|acceptedMs)"/.test(line))
  await writeFile(path, withoutClusterSecrets(lines.join('\n'), cluster), { mode: 0o600 })
}

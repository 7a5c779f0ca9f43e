import { type ClockAnchor, monotonicUsOf } from '../base/clock.ts'
import { messageOf } from '../base/errors.ts'
import { auditLogOf } from '../cluster/audit-log.ts'
import type { ClusterContainers } from '../cluster/cluster.ts'
import { requireAnswer } from '../engine/engine.ts'
import type { StreamWriter } from '../history/history-writer.ts'
import { parseAuditLog } from '../kube/audit-event.ts'
import { type NodeId, roleOf } from '../topology/node-id.ts'

/**
 * Brings every server's audit log into the record, also that of a server that is down. A log that cannot be had never
 * hides how the run ended: a note says so in its place.
 */
export async function collectAudit(
  cluster: ClusterContainers,
  clock: ClockAnchor,
  record: StreamWriter['write'],
): Promise<void> {
  const servers = [...cluster.containers.keys()].filter(node => roleOf(node) === 'server')
  for (const node of servers) await collectAuditOf(cluster, node, clock, record)
}

/** Brings one server's audit log into the record. */
export async function collectAuditOf(
  cluster: ClusterContainers,
  node: NodeId,
  clock: ClockAnchor,
  record: StreamWriter['write'],
): Promise<void> {
  try {
    await requireAnswer(cluster.engine)
    await collectFrom(cluster, node, clock, record)
  } catch (error) {
    record({ type: 'note', text: `no audit log of ${node}: ${messageOf(error)}` })
  }
}

async function collectFrom(
  cluster: ClusterContainers,
  node: NodeId,
  clock: ClockAnchor,
  record: StreamWriter['write'],
): Promise<void> {
  const path = auditLogOf(cluster.topology, node)
  if (path === undefined) {
    record({ type: 'note', text: `no audit log of ${node}: the topology's arguments set up another one` })
    return
  }
  const log = await cluster.node(node).readFile(path)
  for (const { receivedMs, ...event } of parseAuditLog(log)) {
    // Another run's.
    if (receivedMs < clock.wallMs) continue
    record({ type: 'audit', node, ...event, atUs: monotonicUsOf(receivedMs, clock) })
  }
}

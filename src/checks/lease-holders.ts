import type { HarnessRecord } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import { fileName } from '../topology/node-id.ts'

/** Who held which lease just before a moment, as last read. */
export function holdersBefore(atUs: number, harness: readonly HarnessRecord[]): Map<string, string> {
  const holders = new Map<string, string>()
  for (const record of harness) {
    if (record.atUs > atUs) break
    if (record.type === 'lease') holders.set(record.lease, record.holder)
  }
  return holders
}

/** Whether a holder's identity is that of a node: its host name, alone or within `name_uuid`. */
export const heldBy = (node: NodeId, holder: string): boolean => isNamed(node, holder.split('_')[0]!)

/** Whether a Kubernetes name is that of a node: its host name ends with the node's id, as `server-1` does. */
export const isNamed = (node: NodeId, name: string): boolean =>
  name === fileName(node) || name.endsWith(`-${fileName(node)}`)

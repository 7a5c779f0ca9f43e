import type { HarnessRecord } from '../history/records.ts'

/** What memory each node's container held when it was last looked at before any fault. */
export function memoryAtRest(harness: readonly HarnessRecord[]): { node: string; bytes: number }[] {
  const firstFault = harness.findIndex(({ type }) => type === 'fault')
  const before = firstFault === -1 ? harness : harness.slice(0, firstFault)
  const held = new Map(before.flatMap(record => (record.type === 'memory' ? [[record.node, record.bytes]] : [])))
  return [...held].map(([node, bytes]) => ({ node, bytes }))
}

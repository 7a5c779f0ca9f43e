import type { HarnessRecord } from '../history/records.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import { isNamed } from './lease-holders.ts'

type Intruder = Extract<HarnessRecord, { type: 'intruder' }>

/** A server that the cluster must refuse ends whenever it tries, and is neither a member nor a Node at any time. */
export const refusal = ({ history: { harness } }: Facts): Finding[] =>
  harness.filter(record => record.type === 'intruder').map(intruder => findingOf(intruder, harness))

function findingOf({ node, atUs, through, defect }: Intruder, harness: readonly HarnessRecord[]): Finding {
  const head = {
    id: `refusal/${node}`,
    title: `${node} is refused, which comes with a wrong ${defect}, and leaves nothing behind`,
  }
  const later = harness.filter(record => record.atUs >= atUs)
  const traces = later.flatMap(record => traceOf(node, record) ?? [])
  const [trace] = traces
  if (trace) {
    const evidence = traces.map(({ text, atUs }) => ({ fromUs: atUs, toUs: atUs, text }))
    return { ...head, ground: 'presence', verdict: 'fail', reason: trace.text, measured: 'accepted', evidence }
  }
  const ends = later.flatMap(record =>
    record.type === 'engine' && record.node === node && record.action === 'die' ? [record] : [],
  )
  const evidence = ends.map(({ atUs, exitCode }) => ({ fromUs: atUs, toUs: atUs, text: `ended with ${exitCode}` }))
  // The last end is that of its removal.
  const refusals = ends.filter(({ exitCode }) => exitCode !== undefined && exitCode !== 0 && exitCode < 128)
  if (refusals.length === 0) {
    const reason = `${node} did not end with a code of its own while it tried to join through ${through}`
    return { ...head, ground: 'absence', verdict: 'fail', reason, measured: 'no refusal', evidence }
  }
  if (!later.some(({ type }) => type === 'members')) {
    const reason = 'nobody looked at the members meanwhile'
    return { ...head, ground: 'absence', verdict: 'unknown', reason, evidence }
  }
  const reason = `${node} ended ${refusals.length} times with exit code ${refusals[0]!.exitCode}, never a member or a Node`
  return { ...head, ground: 'absence', verdict: 'pass', reason, measured: `${refusals.length} times`, evidence }
}

/** What shows that the cluster took it in. */
function traceOf(node: Intruder['node'], record: HarnessRecord): { text: string; atUs: number } | undefined {
  if (record.type === 'node' && isNamed(node, record.node))
    return { text: `it has a Node ${record.node}`, atUs: record.atUs }
  if (record.type !== 'members') return undefined
  const member = record.members.find(({ name }) => isNamed(node, name.replace(/-[0-9a-f]{8}$/, '')))
  return member && { text: `it is member ${member.id}, ${member.voter ? 'a voter' : 'a learner'}`, atUs: record.atUs }
}

import type { HarnessRecord } from '../history/records.ts'
import type { NodeId } from '../topology/node-id.ts'
import type { Evidence } from './check-result.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import { isNamed } from './lease-holders.ts'

/** What shows that the cluster took it in. */
type Trace = { kind: 'has-node'; name: string } | { kind: 'is-member'; member: string; voter: boolean }

/** What is said of a server that must be refused. */
export interface RefusalCheck {
  promise: { kind: 'refusal'; node: NodeId; defect: Intruder['defect'] }
  reason:
    | { kind: 'accepted'; trace: Trace }
    | { kind: 'not-refused'; node: NodeId; through: Intruder['through'] }
    | { kind: 'members-unread-meanwhile' }
    | { kind: 'refused'; node: NodeId; times: number; exitCode: number }
  seen: Trace | { kind: 'ended'; exitCode?: number }
}

type Intruder = Extract<HarnessRecord, { type: 'intruder' }>
type EngineRecord = Extract<HarnessRecord, { type: 'engine' }>

/** A server that the cluster must refuse ends whenever it tries, and is neither a member nor a Node at any time. */
export const refusal = ({ history: { harness } }: Facts): Finding<RefusalCheck>[] =>
  harness.filter(record => record.type === 'intruder').map(intruder => findingOf(intruder, harness))

function findingOf(
  { node, atUs, through, defect }: Intruder,
  harness: readonly HarnessRecord[],
): Finding<RefusalCheck> {
  const head = { id: `refusal/${node}`, promise: { kind: 'refusal', node, defect } } as const
  const later = harness.filter(record => record.atUs >= atUs)
  const traces = later.flatMap(record => traceOf(node, record) ?? [])
  const [first] = traces
  if (first) {
    return {
      ...head,
      evidenceKind: 'presence',
      verdict: 'fail',
      reason: { kind: 'accepted', trace: first.seen },
      measured: { outcome: 'accepted' },
      evidence: traces,
    }
  }
  const ends = later.flatMap(record =>
    record.type === 'engine' && record.node === node && record.action === 'die' ? [record] : [],
  )
  const judged = {
    ...head,
    evidenceKind: 'absence',
    evidence: ends.map(({ atUs, exitCode }) => ({
      fromUs: atUs,
      toUs: atUs,
      seen: { kind: 'ended', ...(exitCode !== undefined && { exitCode }) } as const,
    })),
  } as const
  const refusals = ends.flatMap(end => (isOwnEnd(end, later) ? [end.exitCode!] : []))
  const [exitCode] = refusals
  if (exitCode === undefined) {
    const reason = { kind: 'not-refused', node, through } as const
    return { ...judged, verdict: 'fail', reason, measured: { outcome: 'not-refused' } }
  }
  if (!later.some(({ type }) => type === 'members')) {
    return { ...judged, verdict: 'unknown', reason: { kind: 'members-unread-meanwhile' } }
  }
  const times = refusals.length
  const reason = { kind: 'refused', node, times, exitCode } as const
  return { ...judged, verdict: 'pass', reason, measured: { unit: 'refusals', value: times } }
}

/** How a node's first process ends, which reaps for the others, when one of them was killed. */
const childKilled = 255

/** It refused to go on. Whoever was killed ends with 128 and the signal's number, as at its removal. */
function isOwnEnd({ exitCode = 0, node, atUs }: EngineRecord, records: readonly HarnessRecord[]): boolean {
  if (exitCode !== childKilled) return exitCode !== 0 && exitCode < 128
  const before = records.filter(record => record.type === 'engine' && record.node === node && record.atUs <= atUs)
  const last = before.findLast(record => record.type === 'engine' && ['start', 'kill'].includes(record.action))
  return last?.type === 'engine' && last.action === 'start'
}

function traceOf(node: NodeId, record: HarnessRecord): Evidence<Trace> | undefined {
  const at = { fromUs: record.atUs, toUs: record.atUs }
  if (record.type === 'node' && isNamed(node, record.node))
    return { ...at, seen: { kind: 'has-node', name: record.node } }
  if (record.type !== 'members') return undefined
  const member = record.members.find(({ name }) => isNamed(node, name.replace(/-[0-9a-f]{8}$/, '')))
  return member && { ...at, seen: { kind: 'is-member', member: member.id, voter: member.voter } }
}

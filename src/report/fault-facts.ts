import type { HarnessRecord } from '../history/records.ts'

/** One fault as the record tells it, from the call that injected it until it was healed. */
export interface FaultFacts {
  id: string
  kind: string
  node: string
  selector: string
  reason: string
  calledUs: number
  /** When it bit, by an observer's word; absent if nothing shows that it did. */
  beganUs?: number
  healedUs?: number
  /** What observers saw: of its begin, of the victim's role, of its effect. */
  evidence: { atUs: number; text: string; proven: boolean }[]
}

/** All faults of a run in the order in which they were called. */
export function faultFacts(harness: readonly HarnessRecord[]): FaultFacts[] {
  const faults = new Map<string, FaultFacts>()
  for (const record of harness) {
    if (record.type !== 'fault') continue
    if (record.step === 'call') {
      const { fault: id, kind, node, selector, reason, atUs: calledUs } = record
      faults.set(id, { id, kind, node, selector, reason, calledUs, evidence: [] })
      continue
    }
    const fault = faults.get(record.fault)
    if (fault === undefined) continue
    if (record.step === 'begin') fault.beganUs = record.atUs
    if (record.step === 'healed') fault.healedUs = record.atUs
    if (record.evidence !== undefined) {
      const proven = 'proven' in record ? record.proven : true
      fault.evidence.push({ atUs: record.atUs, text: record.evidence, proven })
    }
  }
  return [...faults.values()]
}

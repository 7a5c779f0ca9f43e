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

type FaultRecord = Extract<HarnessRecord, { type: 'fault' }>

/** All faults of a run in the order in which they were called. */
export function faultFacts(harness: readonly HarnessRecord[]): FaultFacts[] {
  const records = harness.filter(record => record.type === 'fault')
  return records
    .filter(record => record.step === 'call')
    .map(({ fault: id, kind, node, selector, reason, atUs: calledUs }) => {
      // Some of it comes before the call: that the victim had its role.
      const own = records.filter(({ fault }) => fault === id)
      const began = own.find(({ step }) => step === 'begin')
      const healed = own.find(({ step }) => step === 'healed')
      return {
        id,
        kind,
        node,
        selector,
        reason,
        calledUs,
        ...(began === undefined ? {} : { beganUs: began.atUs }),
        ...(healed === undefined ? {} : { healedUs: healed.atUs }),
        evidence: own.flatMap(evidenceOf),
      }
    })
}

function evidenceOf(record: FaultRecord): FaultFacts['evidence'] {
  if (!('evidence' in record) || record.evidence === undefined) return []
  return [{ atUs: record.atUs, text: record.evidence, proven: 'proven' in record ? record.proven : true }]
}

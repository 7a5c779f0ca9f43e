import type { HarnessRecord } from '../history/records.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import type { Recorded } from './recorded.ts'

/** What is said of a claim. */
export interface ClaimCheck {
  promise: { kind: 'claim'; claim: string }
  reason: { kind: 'claim-tested'; holds: boolean; seen: string }
  seen: Recorded
}

type ClaimRecord = Extract<HarnessRecord, { type: 'claim' }>

/**
 * What a tutorial or a document says of such a cluster, and whether it was true. A claim that is not true is a result
 * like one that is: the promise here is that it was put to the test. Only one that the scenario demands can fail.
 */
export const claims = ({ history }: Facts): Finding<ClaimCheck>[] =>
  history.harness
    .filter((record): record is ClaimRecord => record.type === 'claim')
    .map(({ claim, holds, seen, must, atUs }, index) => ({
      id: `claim/${index + 1}`,
      promise: { kind: 'claim', claim },
      // What did not become true in time may have done so beside a host that was not starved.
      evidenceKind: holds ? 'presence' : 'timing',
      verdict: must && !holds ? 'fail' : 'pass',
      reason: { kind: 'claim-tested', holds, seen },
      measured: { outcome: holds ? 'true' : 'not-true' },
      ...(must && { limit: { outcome: 'true' } }),
      evidence: [{ fromUs: atUs, toUs: atUs, seen: { kind: 'recorded', text: seen } }],
    }))

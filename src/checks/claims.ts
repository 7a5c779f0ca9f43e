import type { HarnessRecord } from '../history/records.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

type ClaimRecord = Extract<HarnessRecord, { type: 'claim' }>

/**
 * What a tutorial or a document says of such a cluster, and whether it was true. A claim that is not true is a result
 * like one that is: the promise here is that it was put to the test. Only one that the scenario demands can fail.
 */
export const claims = ({ history }: Facts): Finding[] =>
  history.harness
    .filter((record): record is ClaimRecord => record.type === 'claim')
    .map(({ claim, holds, seen, must, atUs }, index) => ({
      id: `claim/${index + 1}`,
      title: `“${claim}”`,
      // What did not become true in time may have done so beside a host that was not starved.
      ground: holds ? 'presence' : 'timing',
      verdict: must && !holds ? 'fail' : 'pass',
      reason: `${holds ? 'true' : 'not true'}: ${seen}`,
      measured: holds ? 'true' : 'not true',
      ...(must ? { limit: 'true' } : {}),
      evidence: [{ fromUs: atUs, toUs: atUs, text: seen }],
    }))

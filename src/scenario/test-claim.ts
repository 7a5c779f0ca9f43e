import { type Duration, durationMs } from '../base/duration.ts'
import { WaitTimeoutError } from '../base/errors.ts'
import { waitUntil } from '../base/wait-until.ts'
import { withoutClusterSecrets } from '../cluster/without-cluster-secrets.ts'
import type { Session } from './session.ts'

export interface ClaimOptions {
  /** How long it may take to become true. @default '30s' */
  within?: Duration
  /** Whether the run fails when it is not true. @default false */
  must?: boolean
}

/** People look again after a while; every look costs the cluster a command. */
const intervalMs = 2000

/** Looks until the claim is true or its time is over, and records which; `look` throws what it sees until then. */
export async function testClaim(
  session: Session,
  claim: string,
  look: () => Promise<string>,
  { within = '30s', must = false }: ClaimOptions = {},
): Promise<boolean> {
  const { signal, cluster, record } = session
  session.awaiting(claim)
  let last = 'nothing'
  const onObservation = (seen: string) => {
    last = seen
  }
  const options = { timeoutMs: durationMs(within, 'within'), intervalMs, signal, onObservation }
  const { holds, seen } = await waitUntil(`'${claim}' to be true`, look, options).then(
    seen => ({ holds: true, seen }),
    error => {
      // Not true is a result; a broken harness is none.
      if (!(error instanceof WaitTimeoutError)) throw error
      return { holds: false, seen: `in ${within} it did not become so, last seen: ${last}` }
    },
  )
  record({ type: 'claim', claim, holds, seen: withoutClusterSecrets(seen, cluster), must })
  return holds
}

import type { Operation } from '../history/records.ts'
import type { Retry } from './balancer-retry.ts'
import { type Election, electionWords } from './election.ts'
import { lengthUs, overlap, union } from './interval.ts'
import type { Outage } from './judgement.ts'

type Cause = Outage['causes'][number]

/**
 * Names the parts of an outage that overlap an observed event: an election, for what needs etcd's quorum, and a
 * connection that the balancer first tried to a dead server. Length alone explains nothing; the rest stays unexplained.
 */
export function explain(
  outage: Outage,
  operation: Operation,
  elections: readonly Election[],
  retries: readonly Retry[],
): Outage {
  const causes: Cause[] = []
  if (operation === 'quorum-read' || operation === 'write') {
    for (const election of elections) {
      const shared = overlap(election, outage)
      const mechanism = election.rounds > 1 ? 'etcd election, more than one round' : 'etcd election'
      if (shared) causes.push({ mechanism, ...shared, event: electionWords(election) })
    }
  }
  causes.push(...retriesWithin(outage, retries))
  const explainedUs = union(causes).reduce((sum, part) => sum + lengthUs(part), 0)
  return { ...outage, causes, unexplainedUs: lengthUs(outage) - explainedUs }
}

function retriesWithin(outage: Outage, retries: readonly Retry[]): Cause[] {
  const parts = retries.flatMap(retry => {
    const shared = overlap(retry, outage)
    return shared ? [{ ...shared, dead: retry.dead }] : []
  })
  return union(parts).map(whole => {
    const within = parts.filter(part => overlap(part, whole))
    const dead = [...new Set(within.flatMap(part => part.dead))].sort()
    const connections = within.length === 1 ? '1 connection' : `${within.length} connections`
    return {
      mechanism: 'balancer retried a dead upstream',
      ...whole,
      event: `${connections} tried ${dead.join(', ')} first`,
    }
  })
}

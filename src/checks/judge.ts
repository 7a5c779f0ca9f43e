import type { History } from '../history/history.ts'
import { addition } from './addition.ts'
import { agentSteady } from './agent-steady.ts'
import { explainedTime } from './attribution/explained-time.ts'
import { baseline } from './baseline.ts'
import { chaosFollowed } from './chaos-followed.ts'
import { claims } from './claims.ts'
import { controlVerdict } from './control-verdict.ts'
import { type Facts, gatherFacts } from './facts.ts'
import { failover } from './failover.ts'
import { faultsProven } from './fault-proven.ts'
import { finalState } from './final-state.ts'
import type { Finding } from './finding.ts'
import { formationOf } from './formation.ts'
import { attempted, guarded } from './guarded.ts'
import type { Judgement } from './judgement.ts'
import { lateProber } from './late-prober.ts'
import { leaseTakeover } from './lease/lease-takeover.ts'
import { oldHolder } from './lease/old-holder.ts'
import { membership } from './membership.ts'
import { outageLimits } from './outage-limits.ts'
import { outagesProvoked } from './outages-provoked.ts'
import { withOwnTimers } from './own-timers/with-own-timers.ts'
import { positiveControl } from './positive-control.ts'
import { predictionsOf } from './predictions.ts'
import { recordWhole } from './record-whole.ts'
import { recoveryOf } from './recovery.ts'
import { refusal } from './refusal.ts'
import { rejoin } from './rejoin.ts'
import { restarts } from './restarts.ts'
import { sampleCount } from './sample-count.ts'
import { schedule } from './schedule.ts'
import { storePromises } from './store-promises.ts'
import type { ValidityCheck } from './validity-check.ts'
import { worst } from './verdict.ts'
import { type Caveat, weigh } from './weigh.ts'

/** The promises, in the order in which a person asks for them, each under the beginning of its ids. */
const promises: Record<string, (facts: Facts) => Finding[]> = {
  claim: claims,
  chaos: chaosFollowed,
  outage: outageLimits,
  'chaos/provoked': outagesProvoked,
  schedule,
  rejoin,
  failover,
  agent: agentSteady,
  join: addition,
  refusal,
  membership,
  ...storePromises,
  'lease/takeover': leaseTakeover,
  'lease/old-holder': oldHolder,
  restarts,
  'final-state': finalState,
}

/** What the promises' verdicts rest on. */
const validity: Record<string, ValidityCheck> = {
  fault: faultsProven,
  baseline,
  samples: sampleCount,
  prober: lateProber,
  control: positiveControl,
  record: recordWhole,
}

/**
 * Judges a history by its own limits. Pure: the same history gives the same judgement, byte for byte as JSON.
 * The record's own validity is weighed before verdicts are composed; then the worst one wins, but for a negative control.
 * A check that throws is unknown; what throws before, when the facts are gathered, leaves nothing to judge.
 */
export function judge(history: History): Judgement {
  const facts = gatherFacts(history)
  const ofRecord = Object.entries(validity).map(([check, { judge, invalidates }]) => ({
    results: guarded(check, () => judge(facts)),
    invalidates,
  }))
  const caveats = ofRecord.flatMap(({ results, invalidates }) =>
    results.filter(({ verdict }) => verdict !== 'pass').map(({ reason }): Caveat => ({ reason, invalidates })),
  )
  const kept = Object.entries(promises).flatMap(([check, judge]) =>
    guarded(check, () => judge(facts).map(finding => withOwnTimers(weigh(finding, caveats), facts))),
  )
  const validities = ofRecord.flatMap(({ results }) => results)
  const proven = validities.flatMap(({ promise, verdict }) =>
    promise.kind === 'fault' && verdict === 'pass' ? [promise.fault] : [],
  )
  const unproven = facts.faults.map(({ id }) => id).filter(id => !proven.includes(id))
  const recovery = attempted('recovery', () => recoveryOf(facts), [])
  const predictions = attempted('predictions', () => predictionsOf(facts, unproven), { series: [], restarts: [] })
  const checks = [...kept, ...validities, ...recovery.thrown, ...predictions.thrown]
  // A story that broke off may never have come to what must fail.
  const isTold = !history.harness.some(({ type }) => type === 'broken-off')
  const control = isTold ? history.manifest.control : undefined
  return {
    verdict: control ? controlVerdict(control, checks) : worst(checks.map(({ verdict }) => verdict)),
    ...(control && { control }),
    checks,
    faults: facts.faults,
    series: facts.series,
    formation: formationOf(facts),
    recovery: recovery.value,
    predictions: predictions.value,
    explained: explainedTime(facts.series),
  }
}

import type { History } from '../history/history.ts'
import { addition } from './addition.ts'
import { agentSteady } from './agent-steady.ts'
import { explainedTime } from './attribution/explained-time.ts'
import { baseline } from './baseline.ts'
import { chaosFollowed } from './chaos-followed.ts'
import { claims } from './claims.ts'
import { controlVerdict } from './control-verdict.ts'
import { weigh } from './doubt.ts'
import { gatherFacts } from './facts.ts'
import { failover } from './failover.ts'
import { faultsProven } from './fault-proven.ts'
import { finalState } from './final-state.ts'
import { formationOf } from './formation.ts'
import type { Judgement } from './judgement.ts'
import { lateProber } from './late-prober.ts'
import { leaseTakeover } from './lease/lease-takeover.ts'
import { oldHolder } from './lease/old-holder.ts'
import { membership } from './membership.ts'
import { outageLimits } from './outage-limits.ts'
import { outagesProvoked } from './outages-provoked.ts'
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
import { worst } from './verdict.ts'

/** The promises, in the order in which a person asks for them. */
const promises = [
  claims,
  chaosFollowed,
  outageLimits,
  outagesProvoked,
  schedule,
  rejoin,
  failover,
  agentSteady,
  addition,
  refusal,
  membership,
  ...storePromises,
  leaseTakeover,
  oldHolder,
  restarts,
  finalState,
]

/** What the promises' verdicts rest on. */
const validity = [faultsProven, baseline, sampleCount, lateProber, positiveControl, recordWhole]

/**
 * Judges a history by its own limits. Pure: the same history gives the same judgement, byte for byte as JSON.
 * Doubts about the record are weighed before verdicts are composed; then the worst one wins, but for a negative control.
 */
export function judge(history: History): Judgement {
  const facts = gatherFacts(history)
  const doubts = validity.flatMap(check => check(facts))
  const kept = promises.flatMap(check => check(facts)).map(finding => weigh(finding, doubts))
  const unproven = doubts.filter(({ result }) => result.id.startsWith('fault/') && result.verdict !== 'pass')
  const checks = [...kept, ...doubts.map(({ result }) => result)]
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
    recovery: recoveryOf(facts),
    predictions: predictionsOf(
      facts,
      unproven.map(({ result }) => result.id.slice('fault/'.length)),
    ),
    explained: explainedTime(facts.series),
  }
}

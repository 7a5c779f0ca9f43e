import { formatMs, formatUs } from '../base/duration.ts'
import { namesElection, type SeriesBasis } from '../prediction/basis.ts'
import type { Prediction } from '../prediction/prediction.ts'
import { hostMechanism } from './attribution/host-causes.ts'
import { stalledMs } from './bad-sample.ts'
import { coveredUs } from './interval.ts'
import type { Outage } from './judgement.ts'

/**
 * In words how the longest outage misses its prediction, and where to look: at the cluster, at the harness and its host,
 * or at the prediction. Undefined when it lies within, or there is nothing to hold against it.
 * @param unproven faults that are not proven to have taken effect
 * @param intervalMs between the series' attempts: an outage begins with one that fails, and lasts until one that succeeds
 */
export function disagreementOf(
  longest: Outage | undefined,
  { gap, basis }: Prediction,
  unproven: readonly string[],
  intervalMs: number,
): string | undefined {
  if (gap === undefined) return undefined
  const measuredMs = longest === undefined ? 0 : (longest.toUs - longest.fromUs) / 1000
  // What is shorter than that is no outage, or lies between two attempts.
  const grainMs = intervalMs + stalledMs
  if (measuredMs < gap.fromMs - grainMs) {
    const where =
      unproven.length > 0
        ? `the harness: ${unproven.join(', ')} is not proven`
        : 'the prediction: less was lost than it takes for sure'
    return `${formatMs(gap.fromMs - measuredMs)} below; look at ${where}`
  }
  if (longest === undefined || gap.toMs === undefined || measuredMs <= gap.toMs + grainMs) return undefined
  return `${formatMs(measuredMs - gap.toMs)} above; look at ${whereAbove(longest, basis, (measuredMs - gap.toMs) * 1000)}`
}

/** A slow host is the harness' own matter; what nothing explains is the cluster's or the prediction's. */
function whereAbove({ causes, unexplainedUs }: Outage, basis: SeriesBasis, excessUs: number): string {
  const election = causes.find(({ mechanism }) => mechanism.startsWith('etcd election'))
  if (election && !namesElection(basis)) return `the cluster: it elected, ${election.event}`
  const byHostUs = coveredUs(causes.filter(({ mechanism }) => mechanism === hostMechanism))
  if (byHostUs >= excessUs / 2) return `the harness: its host was short of CPU for ${formatUs(byHostUs)} of it`
  if (unexplainedUs >= excessUs / 2)
    return `the cluster: nothing that was seen explains ${formatUs(unexplainedUs)} of it`
  const groups = [...Map.groupBy(causes, ({ mechanism }) => mechanism)]
  const [longest] = groups.toSorted(([, a], [, b]) => coveredUs(b) - coveredUs(a))
  return longest === undefined
    ? 'the cluster'
    : `the prediction: ${longest[0]} took ${formatUs(coveredUs(longest[1]))}, as ${longest[1][0]!.event} shows`
}

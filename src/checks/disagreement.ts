import { namesElection, type SeriesBasis } from '../prediction/basis.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { Cause } from './attribution/cause.ts'
import { stalledMs } from './bad-sample.ts'
import type { LeaderChange } from './election.ts'
import { coveredUs } from './interval.ts'
import type { Outage } from './judgement.ts'

/** How something that was measured misses what theory gives for it, and where to look. */
export interface Disagreement {
  /** By how much, in ms. */
  byMs: number
  side: 'above' | 'below'
  /** The harness stands for its host, too. */
  lookAt: 'cluster' | 'harness' | 'prediction'
  because?: DisagreementReason
}

export type DisagreementReason =
  /** Faults that are not proven to have taken effect. */
  | { kind: 'unproven'; faults: string[] }
  /** Less was lost than theory takes for sure. */
  | { kind: 'lost-less' }
  /** An election that nothing asked for. */
  | { kind: 'elected'; change: LeaderChange }
  /** For so much of it the host was short of CPU. */
  | { kind: 'host-cpu'; us: number }
  /** So much of it nothing that was seen explains. */
  | { kind: 'unexplained'; us: number }
  /** Causes of one kind, the first of them, and how long they took together. */
  | { kind: 'cause'; cause: Cause; us: number }
  /** It was read only when this node was healed. */
  | { kind: 'read-late'; node: string }

/**
 * How the longest outage misses its prediction. Undefined when it lies within, or there is nothing to hold against it.
 * @param unproven faults that are not proven to have taken effect
 * @param intervalMs between the series' attempts: an outage begins with one that fails, and lasts until one that succeeds
 */
export function disagreementOf(
  longest: Outage | undefined,
  { gap, basis }: Prediction,
  unproven: readonly string[],
  intervalMs: number,
): Disagreement | undefined {
  if (gap === undefined) return undefined
  const measuredMs = longest === undefined ? 0 : (longest.toUs - longest.fromUs) / 1000
  // What is shorter than that is no outage, or lies between two attempts.
  const grainMs = intervalMs + stalledMs
  if (measuredMs < gap.fromMs - grainMs) {
    const below = { byMs: gap.fromMs - measuredMs, side: 'below' } as const
    return unproven.length > 0
      ? { ...below, lookAt: 'harness', because: { kind: 'unproven', faults: [...unproven] } }
      : { ...below, lookAt: 'prediction', because: { kind: 'lost-less' } }
  }
  if (longest === undefined || gap.toMs === undefined || measuredMs <= gap.toMs + grainMs) return undefined
  const byMs = measuredMs - gap.toMs
  return { byMs, side: 'above', ...whereAbove(longest, basis, byMs * 1000) }
}

/** A slow host is the harness' own matter; what nothing explains is the cluster's or the prediction's. */
function whereAbove(
  { causes, unexplainedUs }: Outage,
  basis: SeriesBasis,
  excessUs: number,
): Pick<Disagreement, 'lookAt' | 'because'> {
  const election = causes.find(cause => cause.kind === 'election' || cause.kind === 'repeated-election')
  if (election && !namesElection(basis))
    return { lookAt: 'cluster', because: { kind: 'elected', change: election.event } }
  const byHostUs = coveredUs(causes.filter(({ kind }) => kind === 'host-cpu'))
  if (byHostUs >= excessUs / 2) return { lookAt: 'harness', because: { kind: 'host-cpu', us: byHostUs } }
  if (unexplainedUs >= excessUs / 2) return { lookAt: 'cluster', because: { kind: 'unexplained', us: unexplainedUs } }
  const groups = [...Map.groupBy(causes, ({ kind }) => kind).values()]
  const [longest] = groups.toSorted((a, b) => coveredUs(b) - coveredUs(a))
  if (longest === undefined) return { lookAt: 'cluster' }
  return { lookAt: 'prediction', because: { kind: 'cause', cause: longest[0]!, us: coveredUs(longest) } }
}

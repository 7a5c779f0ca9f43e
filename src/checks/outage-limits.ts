import type { SeriesDefinition } from '../history/records.ts'
import type { Samples } from '../history/samples.ts'
import { stalledMs } from './bad-sample.ts'
import type { Evidence } from './check-result.ts'
import { episodesOf } from './episode.ts'
import { brokenEpisode } from './episode-limits.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import { type Interval, lengthUs } from './interval.ts'
import type { Outage, SeriesFacts } from './judgement.ts'
import type { LimitedPart } from './limited-parts.ts'
import type { OutageCheck, SeriesName } from './outage-check.ts'
import { type Allowance, allowanceOf } from './series-allowance.ts'

/**
 * Every series with a limit comes back in time. The longest time without a success is judged, stalled or failed;
 * episodes by the samples that failed.
 */
export function outageLimits(facts: Facts): Finding<OutageCheck>[] {
  return facts.history.manifest.series.flatMap((definition): Finding<OutageCheck>[] => {
    const allowance = allowanceOf(definition, facts)
    if (allowance === undefined) return []
    const { withinMs, limit } = allowance
    const { id } = definition
    const series = facts.series.find(each => each.definition.id === id)
    const of = nameOf(definition)
    const head = {
      id: `outage/${id}`,
      promise: { kind: 'outage', series: id, of, ...(withinMs !== undefined && { withinMs }) },
      evidenceKind: 'timing',
      limit,
    } as const
    if (series === undefined || series.samples === 0)
      return [{ ...head, verdict: 'unknown', reason: { kind: 'not-sent', series: of }, evidence: [] }]
    return [{ ...head, ...judged(series, facts.samples.get(id)!, allowance) }]
  })
}

const nameOf = ({ path, operation, connection }: SeriesDefinition): SeriesName => ({ path, operation, connection })

function judged(
  facts: SeriesFacts,
  samples: Samples,
  allowance: Allowance,
): Pick<Finding<OutageCheck>, 'verdict' | 'reason' | 'measured' | 'theory' | 'evidence'> {
  const { definition, failed, stalled } = facts
  const series = nameOf(definition)
  // Stalled outages hold all failed ones, but a success under way may cut one of them short.
  const worst = worstOf([...stalled.outages, ...failed.outages], allowance)
  const broken = firstBroken(facts, samples, allowance)
  const episodeEvidence = broken ? [evidenceOf(broken.episode, broken.how)] : []
  const theory = allowance.theoryOf(worst?.part)
  const notJudgedAfter = allowance.unlimited
  if (worst === undefined) {
    return {
      verdict: 'pass',
      reason: { kind: 'no-outage', series, samples: facts.samples, stalledMs, notJudgedAfter },
      measured: { unit: 'ms', value: 0 },
      theory,
      evidence: [],
    }
  }
  const { outage, part } = worst
  const limitMs = part.limits.longestOutageMs
  const isOpen = !outage.closed && part.toUs === outage.toUs
  const length = lengthUs(part)
  const tooLong = length > limitMs * 1000
  // Left open by a request that was under way when the prober ended, a short outage says nothing.
  const undecided = isOpen && length >= stalledMs * 1000
  return {
    verdict: tooLong || broken ? 'fail' : undecided ? 'unknown' : 'pass',
    reason:
      broken && !tooLong
        ? { kind: 'episode-broken', series, how: broken.how }
        : {
            kind: 'longest-outage',
            series,
            lengthUs: length,
            isOpen,
            ...(length < lengthUs(outage) && { partOfUs: lengthUs(outage) }),
            after: allowance.after(part),
            limitMs,
            notJudgedAfter,
          },
    measured: { unit: 'ms', value: length / 1000, ...(isOpen && { isOpen }) },
    theory,
    evidence: [outageEvidence(outage, definition), ...episodeEvidence],
  }
}

/** What of an outage goes furthest beyond what it is allowed, or else the longest; of all that something limits. */
function worstOf(
  outages: readonly Outage[],
  { partsOf }: Allowance,
): { outage: Outage; part: LimitedPart } | undefined {
  const all = outages.flatMap(outage => partsOf(outage).map(part => ({ outage, part })))
  const overUs = ({ part }: { part: LimitedPart }) => lengthUs(part) - part.limits.longestOutageMs * 1000
  const [furthest] = all.filter(each => overUs(each) > 0).toSorted((a, b) => overUs(b) - overUs(a))
  return furthest ?? all.toSorted((a, b) => lengthUs(b.part) - lengthUs(a.part) || a.part.fromUs - b.part.fromUs)[0]
}

/** The first episode that breaks a limit, each as far as something limits it. */
function firstBroken({ definition, failed }: SeriesFacts, samples: Samples, { partsOf }: Allowance) {
  const { deadlineMs, intervalMs } = definition
  for (const episode of failed.episodes) {
    for (const part of partsOf(episode)) {
      const isWhole = lengthUs(part) === lengthUs(episode)
      const episodes = isWhole ? [episode] : episodesOf(samples, deadlineMs, intervalMs, part)
      const broken = brokenEpisode(episodes, part.limits, intervalMs)
      if (broken) return broken
    }
  }
  return undefined
}

const evidenceOf = ({ fromUs, toUs }: Interval, seen: OutageCheck['seen']): Evidence<OutageCheck['seen']> => ({
  fromUs,
  toUs,
  seen,
})

const outageEvidence = (outage: Outage, { id }: SeriesDefinition): Evidence<OutageCheck['seen']> => ({
  ...evidenceOf(outage, { kind: 'outage', outage }),
  samples: { series: id, from: outage.firstSample, to: outage.lastSample },
})

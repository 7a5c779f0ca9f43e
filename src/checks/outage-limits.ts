import { formatMs, formatUs } from '../base/duration.ts'
import type { SeriesDefinition } from '../history/records.ts'
import type { Samples } from '../history/samples.ts'
import { stalledMs } from './bad-sample.ts'
import { episodesOf } from './episode.ts'
import { brokenEpisode } from './episode-limits.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import { lengthUs } from './interval.ts'
import type { Outage, SeriesFacts } from './judgement.ts'
import type { LimitedPart } from './limited-parts.ts'
import { capitalised, manyOf, oneOf } from './operation-words.ts'
import { type Allowance, allowanceOf } from './series-allowance.ts'
import type { Evidence } from './verdict.ts'

/**
 * Every series with a limit comes back in time. The longest time without a success is judged, stalled or failed;
 * episodes by the samples that failed.
 */
export function outageLimits(facts: Facts): Finding[] {
  return facts.history.manifest.series.flatMap((definition): Finding[] => {
    const allowance = allowanceOf(definition, facts)
    if (allowance === undefined) return []
    const series = facts.series.find(({ definition: { id } }) => id === definition.id)
    const head = {
      id: `outage/${definition.id}`,
      title: `${capitalised(manyOf(definition))}${wayOf(definition)} are back ${allowance.within}`,
      ground: 'timing',
      limit: allowance.limit,
    } as const
    if (series === undefined || series.samples === 0) {
      return [{ ...head, verdict: 'unknown', reason: `no ${oneOf(definition)} was sent`, evidence: [] }]
    }
    return [{ ...head, ...judged(series, facts.samples.get(definition.id)!, allowance) }]
  })
}

/** How requests went where it is not through the balancer, which goes without saying. */
const wayOf = ({ path }: SeriesDefinition): string =>
  path === 'lb' ? '' : path === 'in-cluster' ? ' from a pod' : ` at ${path.slice('direct:'.length)}`

function judged(
  series: SeriesFacts,
  samples: Samples,
  allowance: Allowance,
): Pick<Finding, 'verdict' | 'reason' | 'measured' | 'theory' | 'evidence'> {
  const { definition, failed, stalled } = series
  // Stalled outages hold all failed ones, but a success under way may cut one of them short.
  const worst = worstOf([...stalled.outages, ...failed.outages], allowance)
  const broken = firstBroken(series, samples, allowance)
  const episodeEvidence = broken ? [evidenceOf(broken.episode, broken.words)] : []
  const theory = allowance.theoryOf(worst?.part)
  const aside = exceptWords(allowance.unlimited)
  if (worst === undefined) {
    const reason = `none of ${series.samples} ${manyOf(definition)} failed or took longer than ${stalledMs} ms${aside}`
    return { verdict: 'pass', reason, measured: formatMs(0), theory, evidence: [] }
  }
  const { outage, part } = worst
  const { longestOutageMs } = part.limits
  const isOpen = !outage.closed && part.toUs === outage.toUs
  const measured = `${formatUs(lengthUs(part))}${isOpen ? ', still open at the end' : ''}`
  const whole = lengthUs(part) < lengthUs(outage) ? ` of one of ${formatUs(lengthUs(outage))}` : ''
  const gap = `the longest time without a successful ${oneOf(definition)} was ${measured}${whole}${allowance.after(part)}; ${formatMs(longestOutageMs)} are allowed${aside}`
  const tooLong = lengthUs(part) > longestOutageMs * 1000
  // Left open by a request that was under way when the prober ended, a short outage says nothing.
  const undecided = isOpen && lengthUs(part) >= stalledMs * 1000
  return {
    verdict: tooLong || broken ? 'fail' : undecided ? 'unknown' : 'pass',
    reason: broken && !tooLong ? `${manyOf(definition)}: ${broken.words}` : gap,
    measured,
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

/** What the verdict leaves out, in words. */
function exceptWords([first, ...others]: readonly string[]): string {
  if (first === undefined) return ''
  return `; not judged after ${first}${others.length === 0 ? '' : ` and ${others.length} more`}, for which theory has no number`
}

const evidenceOf = ({ fromUs, toUs }: { fromUs: number; toUs: number }, text: string): Evidence => ({
  fromUs,
  toUs,
  text,
})

function outageEvidence(outage: Outage, { id }: SeriesDefinition): Evidence {
  const { fromUs, toUs, firstSample, lastSample } = outage
  return { fromUs, toUs, text: '', outage, samples: { series: id, from: firstSample, to: lastSample } }
}

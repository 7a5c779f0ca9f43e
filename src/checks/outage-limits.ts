import { formatMs, formatUs } from '../base/duration.ts'
import type { SeriesLimits } from '../history/limits.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { stalledMs } from './bad-sample.ts'
import { brokenEpisode } from './episode-limits.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import { lengthUs } from './interval.ts'
import type { Episode, Outage, SeriesFacts } from './judgement.ts'
import { capitalised, manyOf, oneOf } from './operation-words.ts'
import { longestOutage } from './outage.ts'
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
    return [{ ...head, ...judged(series, allowance) }]
  })
}

/** How requests went where it is not through the balancer, which goes without saying. */
const wayOf = ({ path }: SeriesDefinition): string =>
  path === 'lb' ? '' : path === 'in-cluster' ? ' from a pod' : ` at ${path.slice('direct:'.length)}`

function judged(
  series: SeriesFacts,
  allowance: Allowance,
): Pick<Finding, 'verdict' | 'reason' | 'measured' | 'theory' | 'evidence'> {
  const { definition, failed, stalled } = series
  // Stalled outages hold all failed ones, but a success under way may cut one of them short.
  const { worst, limits } = worstOf([...stalled.outages, ...failed.outages], allowance)
  const broken = firstBroken(failed.episodes, allowance, definition.intervalMs)
  const episodeEvidence = broken ? [evidenceOf(broken.episode, broken.words)] : []
  const theory = allowance.theoryOf(worst)
  const aside = exceptWords(allowance.unlimited)
  if (worst === undefined || limits === undefined) {
    const reason = `none of ${series.samples} ${manyOf(definition)} failed or took longer than ${stalledMs} ms${aside}`
    return { verdict: 'pass', reason, measured: formatMs(0), theory, evidence: [] }
  }
  const overUs = worst.toUs - worst.fromUs
  const measured = `${formatUs(overUs)}${worst.closed ? '' : ', still open at the end'}`
  const gap = `the longest time without a successful ${oneOf(definition)} was ${measured}${allowance.after(worst)}; ${formatMs(limits.longestOutageMs)} are allowed${aside}`
  const tooLong = overUs > limits.longestOutageMs * 1000
  // Left open by a request that was under way when the prober ended, a short outage says nothing.
  const undecided = !worst.closed && overUs >= stalledMs * 1000
  return {
    verdict: tooLong || broken ? 'fail' : undecided ? 'unknown' : 'pass',
    reason: broken && !tooLong ? `${manyOf(definition)}: ${broken.words}` : gap,
    measured,
    theory,
    evidence: [outageEvidence(worst, definition), ...episodeEvidence],
  }
}

/** The outage that goes furthest beyond what it is allowed, or else the longest one; of those that something limits. */
function worstOf(outages: readonly Outage[], { limitsAt }: Allowance): { worst?: Outage; limits?: SeriesLimits } {
  const limited = outages.flatMap(outage => {
    const limits = limitsAt(outage)
    return limits === undefined ? [] : [{ outage, limits, overUs: lengthUs(outage) - limits.longestOutageMs * 1000 }]
  })
  const [furthest] = limited.filter(({ overUs }) => overUs > 0).toSorted((a, b) => b.overUs - a.overUs)
  const longest = longestOutage(limited.map(({ outage }) => outage))
  const found = furthest ?? limited.find(({ outage }) => outage === longest)
  return found === undefined ? {} : { worst: found.outage, limits: found.limits }
}

function firstBroken(episodes: readonly Episode[], { limitsAt }: Allowance, intervalMs: number) {
  for (const episode of episodes) {
    const limits = limitsAt(episode)
    const broken = limits && brokenEpisode([episode], limits, intervalMs)
    if (broken) return broken
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
  const outcomes = Object.entries(outage.outcomes).map(([outcome, count]) => `${count} ${outcome}`)
  const causes = outage.causes.map(
    ({ mechanism, event, fromUs, toUs }) => `${formatUs(toUs - fromUs)} ${mechanism}: ${event}`,
  )
  const text = [`bad samples: ${outcomes.join(', ')}`, ...causes, `unexplained: ${formatUs(outage.unexplainedUs)}`]
  return {
    ...evidenceOf(outage, text.join('; ')),
    samples: { series: id, from: outage.firstSample, to: outage.lastSample },
  }
}

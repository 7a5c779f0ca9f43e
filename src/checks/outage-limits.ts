import { formatMs, formatUs } from '../base/duration.ts'
import { limitsMean, type SeriesLimits } from '../history/limits.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { limitsOf } from '../prediction/limits-of.ts'
import type { Prediction } from '../prediction/prediction.ts'
import { stalledMs } from './bad-sample.ts'
import { brokenEpisode } from './episode-limits.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import type { Outage, SeriesFacts } from './judgement.ts'
import { limitText } from './limit-text.ts'
import { capitalised, manyOf, oneOf } from './operation-words.ts'
import { longestOutage } from './outage.ts'
import { theoryOf } from './theory.ts'
import type { Evidence } from './verdict.ts'

/**
 * Every series with a limit comes back in time. The longest time without a success is judged, stalled or failed;
 * episodes by the samples that failed.
 */
export function outageLimits(facts: Facts): Finding[] {
  return limitedSeries(facts).map(({ definition, limits, prediction, isFromModel }) => {
    const series = facts.series.find(({ definition: { id } }) => id === definition.id)
    const allowed = formatMs(limits.longestOutageMs)
    const head = {
      id: `outage/${definition.id}`,
      title: `${capitalised(manyOf(definition))}${wayOf(definition)} are back within ${allowed}`,
      ground: 'timing',
      limit: limitText(limits.longestOutageMs, isFromModel),
    } as const
    if (series === undefined || series.samples === 0) {
      return { ...head, verdict: 'unknown', reason: `no ${oneOf(definition)} was sent`, evidence: [] }
    }
    return { ...head, ...judged(series, limits), theory: prediction.words }
  })
}

interface Limited {
  definition: SeriesDefinition
  limits: SeriesLimits
  prediction: Prediction
  isFromModel: boolean
}

/** The series that limits name, as the run promised them; an id's own limits go before its operation's, those before the model's. */
function limitedSeries(facts: Facts): Limited[] {
  const { limits, series } = facts.history.manifest
  return series.flatMap((definition): Limited[] => {
    const { id, path, operation } = definition
    const name = id in limits.series ? id : Object.keys(limits.series).find(each => limitsMean(each, definition))
    const prediction = theoryOf(definition, facts)
    if (name !== undefined) return [{ definition, limits: limits.series[name]!, prediction, isFromModel: false }]
    const predicted = path === 'lb' && limits.fromModel?.includes(operation) ? limitsOf(prediction) : undefined
    return predicted === undefined ? [] : [{ definition, limits: predicted, prediction, isFromModel: true }]
  })
}

/** How requests went where it is not through the balancer, which goes without saying. */
const wayOf = ({ path }: SeriesDefinition): string =>
  path === 'lb' ? '' : path === 'in-cluster' ? ' from a pod' : ` at ${path.slice('direct:'.length)}`

function judged(
  series: SeriesFacts,
  limits: SeriesLimits,
): Pick<Finding, 'verdict' | 'reason' | 'measured' | 'evidence'> {
  const { definition, failed, stalled } = series
  // Stalled outages hold all failed ones, but a success under way may cut one of them short.
  const longest = longestOutage([...stalled.outages, ...failed.outages])
  const broken = brokenEpisode(failed.episodes, limits, definition.intervalMs)
  const episodeEvidence = broken ? [evidenceOf(broken.episode, broken.words)] : []
  if (longest === undefined) {
    const reason = `none of ${series.samples} ${manyOf(definition)} failed or took longer than ${stalledMs} ms`
    return { verdict: 'pass', reason, measured: formatMs(0), evidence: [] }
  }
  const lengthUs = longest.toUs - longest.fromUs
  const measured = `${formatUs(lengthUs)}${longest.closed ? '' : ', still open at the end'}`
  const gap = `the longest time without a successful ${oneOf(definition)} was ${measured}; ${formatMs(limits.longestOutageMs)} are allowed`
  const tooLong = lengthUs > limits.longestOutageMs * 1000
  // Left open by a request that was under way when the prober ended, a short outage says nothing.
  const undecided = !longest.closed && lengthUs >= stalledMs * 1000
  return {
    verdict: tooLong || broken ? 'fail' : undecided ? 'unknown' : 'pass',
    reason: broken && !tooLong ? `${manyOf(definition)}: ${broken.words}` : gap,
    measured,
    evidence: [outageEvidence(longest, definition), ...episodeEvidence],
  }
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

import { formatUs } from '../base/duration.ts'
import type { Operation, Sample, SeriesDefinition } from '../history/records.ts'
import { controlKinds } from '../history/records.ts'
import { type Samples, samplesOf } from '../history/samples.ts'
import { stalledMs } from './bad-sample.ts'
import { type Doubt, touchesTiming } from './doubt.ts'
import type { Facts } from './facts.ts'
import { type Interval, lengthUs, overlap } from './interval.ts'
import type { Outage } from './judgement.ts'
import { outagesOf } from './outage.ts'
import { type PlantedOutage, plantedOutage } from './planted-outage.ts'
import { sightingOf } from './sighting.ts'
import type { Evidence } from './verdict.ts'

/** How long before and after each nothing else may be seen. Further away the control's own container is made and removed. */
const besideUs = 1_000_000
/** At 5 Hz an outage of 500 ms holds two samples of a series; slower ones may look past it. */
const slowestMs = 200
/** What these take rests on more than the way to the balancer: a watch on own writes, a stream on its own reopening. */
const notAsked: readonly Operation[] = ['watch', 'stream']

/**
 * The outages that were planted on the wire are found by the code that finds all others: in every series through the
 * balancer, each where it was, and no other within a second of them.
 */
export function positiveControl(facts: Facts): Doubt[] {
  const { harness, series } = facts.history
  const head = { id: 'control', title: 'Outages planted on the wire were found' }
  const phase = facts.phases.span('control')
  const planted = controlKinds.map(kind => plantedOutage(kind, harness))
  const asked = series.filter(isAsked)
  const obstacle =
    (phase === undefined ? 'the run ended before any was planted' : undefined) ??
    planted.find(each => typeof each === 'string') ??
    (asked.length === 0 ? 'no series through the balancer takes 5 samples a second' : undefined)
  if (phase === undefined || obstacle !== undefined) {
    const reason = `nothing shows that outages would be seen: ${obstacle}`
    return [{ result: { ...head, verdict: 'unknown', reason, evidence: [] }, touches: touchesTiming }]
  }

  const real = planted.filter(each => typeof each !== 'string')
  const looks = asked.map(definition => lookIn(definition, real, samplesWithin(facts, definition.id, phase)))
  const wrong = looks.flatMap(look => look.wrong)
  const measured = formatUs(Math.max(...looks.map(({ offUs }) => offUs)))
  const made = real.map(each => `${each.kind} of ${formatUs(lengthUs(each))}`).join(' and ')
  const more = wrong.length > 3 ? `; ${wrong.length - 3} more` : ''
  const reason =
    wrong.length === 0
      ? `a ${made} were found in each of ${looks.length} series, their edges at most ${measured} off`
      : `outages are not seen as they are: ${wrong.slice(0, 3).join('; ')}${more}`
  const evidence = looks.flatMap(look => look.evidence)
  const verdict = wrong.length === 0 ? 'pass' : 'unknown'
  return [{ result: { ...head, verdict, reason, measured, evidence }, touches: touchesTiming }]
}

const isAsked = ({ path, intervalMs, operation }: SeriesDefinition): boolean =>
  path === 'lb' && intervalMs <= slowestMs && !notAsked.includes(operation)

const samplesWithin = ({ history }: Facts, series: string, { fromUs, toUs }: Interval): Samples =>
  (history.samples.get(series) ?? samplesOf([])).filter(({ intendedUs }) => intendedUs >= fromUs && intendedUs < toUs)

/** What one series saw of the planted outages: how far off its edges are, and what is wrong beyond that. */
function lookIn(definition: SeriesDefinition, planted: readonly PlantedOutage[], samples: Samples) {
  const { id } = definition
  const outages = outagesOf(samples, stalledMs)
  const wrong: string[] = []
  const evidence: Evidence[] = []
  let offUs = 0
  for (const each of planted) {
    const seen = sightingOf(each, definition, outages, samples)
    if (seen === undefined) {
      wrong.push(`${id} did not see the ${each.kind}`)
      continue
    }
    if (seen.wrong !== undefined) wrong.push(seen.wrong)
    offUs = Math.max(offUs, seen.offUs)
    evidence.push(evidenceOf(id, seen, seen.words))
  }
  for (const extra of outages.filter(outage => isUnplanted(outage, planted, samples))) {
    wrong.push(`${id} saw an outage of ${formatUs(lengthUs(extra))} that nobody planted`)
    evidence.push(evidenceOf(id, extra, `${id}: not planted`))
  }
  return { wrong, evidence, offUs }
}

/**
 * Something failed where nothing was planted. Answers that are just slow are what they are: a busy host or server makes
 * them, whoever is late himself says so by void samples. And a request that was under way fails when the cut comes, also
 * one of an outage that was over by then.
 */
function isUnplanted(outage: Outage, planted: readonly PlantedOutage[], samples: Samples): boolean {
  if (planted.some(each => overlap(outage, each))) return false
  const near = planted.some(each => overlap(outage, { fromUs: each.fromUs - besideUs, toUs: each.toUs + besideUs }))
  const cutShort = ({ endUs }: Sample) =>
    planted.some(each => endUs >= each.fromUs - each.beginWithinUs && endUs <= each.toUs)
  const failed = samples.filter(
    sample =>
      sample.n >= outage.firstSample &&
      sample.n <= outage.lastSample &&
      !['ok', 'blocked', 'void'].includes(sample.outcome) &&
      !cutShort(sample),
  )
  return near && failed.length > 0
}

function evidenceOf(
  series: string,
  { fromUs, toUs, firstSample, lastSample }: Interval & Pick<Outage, 'firstSample' | 'lastSample'>,
  text: string,
): Evidence {
  return { fromUs, toUs, text, samples: { series, from: firstSample, to: lastSample } }
}

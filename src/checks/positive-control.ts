import type { Operation, Sample, SeriesDefinition } from '../history/records.ts'
import { controlKinds } from '../history/records.ts'
import { type Samples, samplesOf } from '../history/samples.ts'
import { stalledMs } from './bad-sample.ts'
import type { Evidence } from './check-result.ts'
import type { ControlCheck, ControlMissing, SeenWrong } from './control-check.ts'
import type { Facts } from './facts.ts'
import { type Interval, lengthUs, overlap } from './interval.ts'
import type { Outage } from './judgement.ts'
import { outagesOf } from './outage.ts'
import { type PlantedOutage, plantedOutage } from './planted-outage.ts'
import { sightingOf } from './sighting.ts'
import { timings, type Validity, type ValidityCheck } from './validity-check.ts'

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
export const positiveControl: ValidityCheck<ControlCheck> = { judge: judgeControl, invalidates: timings }

function judgeControl(facts: Facts): Validity<ControlCheck>[] {
  const { harness, series } = facts.history
  const head = { id: 'control', promise: { kind: 'control' } } as const
  const unknown = (missing: ControlMissing): Validity<ControlCheck>[] => [
    { ...head, verdict: 'unknown', reason: { kind: 'control-missing', missing }, evidence: [] },
  ]
  const phase = facts.phases.span('control')
  if (phase === undefined) return unknown({ kind: 'ended-before' })
  const planted: PlantedOutage[] = []
  for (const control of controlKinds) {
    const found = plantedOutage(control, harness)
    if ('missing' in found) return unknown(found.missing)
    planted.push(found.planted)
  }
  const asked = series.filter(isAsked)
  if (asked.length === 0) return unknown({ kind: 'no-series-asked' })

  const looks = asked.map(definition => lookIn(definition, planted, samplesWithin(facts, definition.id, phase)))
  const wrong = looks.flatMap(look => look.wrong)
  const offUs = Math.max(...looks.map(look => look.offUs))
  const made = planted.map(each => ({ control: each.control, lengthUs: lengthUs(each) }))
  return [
    {
      ...head,
      verdict: wrong.length === 0 ? 'pass' : 'unknown',
      reason:
        wrong.length === 0
          ? { kind: 'control-seen', planted: made, series: looks.length, offUs }
          : { kind: 'control-seen-wrong', wrong },
      measured: { unit: 'ms', value: offUs / 1000 },
      evidence: looks.flatMap(look => look.evidence),
    },
  ]
}

const isAsked = ({ path, intervalMs, operation }: SeriesDefinition): boolean =>
  path === 'lb' && intervalMs <= slowestMs && !notAsked.includes(operation)

const samplesWithin = ({ history }: Facts, series: string, { fromUs, toUs }: Interval): Samples =>
  (history.samples.get(series) ?? samplesOf([])).filter(({ intendedUs }) => intendedUs >= fromUs && intendedUs < toUs)

/** What one series saw of the planted outages: how far off its edges are, and what is wrong beyond that. */
function lookIn(definition: SeriesDefinition, planted: readonly PlantedOutage[], samples: Samples) {
  const { id } = definition
  const outages = outagesOf(samples, stalledMs)
  const wrong: SeenWrong[] = []
  const evidence: Evidence<ControlCheck['seen']>[] = []
  let offUs = 0
  for (const each of planted) {
    const seen = sightingOf(each, definition, outages, samples)
    if (seen === undefined) {
      wrong.push({ kind: 'control-unseen', series: id, control: each.control })
      continue
    }
    const { edges, faults } = seen
    if (faults.length > 0) wrong.push({ kind: 'control-seen-wrong', edges, faults })
    offUs = Math.max(offUs, seen.offUs)
    evidence.push(evidenceOf(id, seen, edges))
  }
  for (const extra of outages.filter(outage => isUnplanted(outage, planted, samples))) {
    wrong.push({ kind: 'unplanted-seen', series: id, lengthUs: lengthUs(extra) })
    evidence.push(evidenceOf(id, extra, { kind: 'unplanted', series: id }))
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
  seen: ControlCheck['seen'],
): Evidence<ControlCheck['seen']> {
  return { fromUs, toUs, seen, samples: { series, from: firstSample, to: lastSample } }
}

import { formatMs, formatUs } from '../base/duration.ts'
import type { ControlKind, HarnessRecord, Operation, SeriesDefinition } from '../history/records.ts'
import { controlKinds } from '../history/records.ts'
import { type Samples, samplesOf } from '../history/samples.ts'
import { momentUs, stalledMs } from './bad-sample.ts'
import { type Doubt, touchesTiming } from './doubt.ts'
import type { Facts } from './facts.ts'
import { type Interval, lengthUs, overlap } from './interval.ts'
import type { Outage } from './judgement.ts'
import { outagesOf } from './outage.ts'
import type { Evidence } from './verdict.ts'

type ControlRecord = Extract<HarnessRecord, { type: 'control' }>
type Edge = Extract<ControlRecord, { step: 'begin' | 'end' }>

/** An outage that was really made; its edges may lie this much earlier than they are written. */
interface Planted extends Interval {
  kind: ControlKind
  beginWithinUs: number
  endWithinUs: number
}

/** How long before and after each nothing else may be seen. Further away the control's own container is made and removed. */
const besideUs = 1_000_000
/** At 5 Hz an outage of 500 ms holds two samples of a series; slower ones may look past it. */
const slowestMs = 200
/** What these take rests on more than the way to the balancer: a watch on own writes, a stream on its own reopening. */
const notAsked: readonly Operation[] = ['watch', 'stream']
/** Beyond one interval: the handshake that the first success needs, on a host with others on it (design, calibration targets). */
const edgeMs: Record<ControlKind, number> = { reset: 60, drop: 100 }
/** TCP waits at least this long before it sends again, and twice as long each time (RFC 6298; Linux, TCP_RTO_MIN). */
const firstRetryMs = 200

/**
 * The outages that were planted on the wire are found by the code that finds all others: in every series through the
 * balancer, each where it was, and no other within a second of them.
 */
export function positiveControl(facts: Facts): Doubt[] {
  const records = facts.history.harness.filter((record): record is ControlRecord => record.type === 'control')
  const head = { id: 'control', title: 'Outages planted on the wire were found' }
  const phase = facts.phases.span('control')
  const planted = controlKinds.map(kind => plantedOf(kind, records))
  const refusal = planted.find(each => typeof each === 'string')
  const asked = facts.history.series.filter(isAsked)
  const nothing = phase === undefined ? 'the run ended before any was planted' : refusal
  const sentence =
    nothing ?? (asked.length === 0 ? 'no series through the balancer takes 5 samples a second' : undefined)
  if (phase === undefined || sentence !== undefined) {
    const reason = `nothing shows that outages would be seen: ${sentence}`
    return [{ result: { ...head, verdict: 'unknown', reason, evidence: [] }, touches: touchesTiming }]
  }

  const real = planted.filter(each => typeof each !== 'string')
  const looks = asked.map(definition => lookIn(definition, real, samplesWithin(facts, definition.id, phase)))
  const wrong = looks.flatMap(look => look.wrong)
  const worstUs = Math.max(...looks.map(({ offUs }) => offUs))
  const made = real.map(each => `${each.kind} of ${formatUs(lengthUs(each))}`).join(' and ')
  return [
    {
      result: {
        ...head,
        verdict: wrong.length === 0 ? 'pass' : 'unknown',
        reason:
          wrong.length === 0
            ? `a ${made} were found in each of ${looks.length} series, their edges at most ${formatUs(worstUs)} off`
            : `outages are not seen as they are: ${wrong.slice(0, 3).join('; ')}${wrong.length > 3 ? `; ${wrong.length - 3} more` : ''}`,
        measured: formatUs(worstUs),
        evidence: looks.flatMap(({ evidence }) => evidence),
      },
      touches: touchesTiming,
    },
  ]
}

const isAsked = ({ path, intervalMs, operation }: SeriesDefinition): boolean =>
  path === 'lb' && intervalMs <= slowestMs && !notAsked.includes(operation)

/** An outage with both its edges, or in words why there is none. */
function plantedOf(kind: ControlKind, records: readonly ControlRecord[]): Planted | string {
  const mine = records.filter(record => record.kind === kind)
  const refused = mine.find(({ step }) => step === 'refused')
  if (refused) return `${kind} could not be planted, ${refused.evidence}`
  const edges = mine.filter((record): record is Edge => record.step !== 'refused')
  const begin = edges.find(({ step }) => step === 'begin')
  const end = edges.find(({ step }) => step === 'end')
  if (begin === undefined || end === undefined) return `the record does not tell when the ${kind} was planted`
  return { kind, fromUs: begin.atUs, toUs: end.atUs, beginWithinUs: begin.withinUs, endWithinUs: end.withinUs }
}

const samplesWithin = ({ history }: Facts, series: string, { fromUs, toUs }: Interval): Samples =>
  (history.samples.get(series) ?? samplesOf([])).filter(({ intendedUs }) => intendedUs >= fromUs && intendedUs < toUs)

/** What one series saw of the planted outages: how far off its edges are, and what is wrong beyond that. */
function lookIn(definition: SeriesDefinition, planted: readonly Planted[], samples: Samples) {
  const { id } = definition
  const outages = outagesOf(samples, stalledMs)
  const wrong: string[] = []
  const evidence: Evidence[] = []
  let offUs = 0
  for (const each of planted) {
    const found = outages.find(outage => overlap(outage, each))
    if (found === undefined) {
      wrong.push(`${id} did not see the ${each.kind}`)
      continue
    }
    const beginUs = beginOff(found, each, samples)
    const endUs = found.toUs - nearest(found.toUs, each.toUs, each.endWithinUs)
    const allowed = allowedUs(each, definition)
    const words = `${id}: ${each.kind} begins ${signed(beginUs)}, ends ${signed(endUs)}`
    if (!found.closed || Math.abs(beginUs) > allowed.begin || Math.abs(endUs) > allowed.end) {
      const most = `±${formatUs(allowed.begin)} and ±${formatUs(allowed.end)} are allowed`
      wrong.push(`${words}${found.closed ? '' : ', with no success after it'} (${most})`)
    }
    offUs = Math.max(offUs, Math.abs(beginUs), Math.abs(endUs))
    evidence.push({ fromUs: found.fromUs, toUs: found.toUs, text: words, samples: rangeOf(id, found) })
  }
  for (const extra of outages.filter(outage => isUnplanted(outage, planted))) {
    wrong.push(`${id} saw an outage of ${formatUs(lengthUs(extra))} that nobody planted`)
    evidence.push({ fromUs: extra.fromUs, toUs: extra.toUs, text: `${id}: not planted`, samples: rangeOf(id, extra) })
  }
  return { wrong, evidence, offUs }
}

/** Something failed, or for as long as something planted, where nothing was; answers that are just slow are what they are. */
function isUnplanted(outage: Outage, planted: readonly Planted[]): boolean {
  if (planted.some(each => overlap(outage, each))) return false
  const near = planted.some(each => overlap(outage, { fromUs: each.fromUs - besideUs, toUs: each.toUs + besideUs }))
  const isSlow = Object.keys(outage.outcomes).every(outcome => outcome === 'ok' || outcome === 'blocked')
  return near && (!isSlow || planted.some(each => lengthUs(outage) >= lengthUs(each)))
}

/** How far off the begin is; an outage begins with the send of its first bad sample, and one that was under way is hit too. */
function beginOff(found: Outage, { fromUs, beginWithinUs }: Planted, samples: Samples): number {
  const off = found.fromUs - nearest(found.fromUs, fromUs, beginWithinUs)
  const first = samples.filter(sample => momentUs(sample) === found.fromUs).at(0)
  return off < 0 && first !== undefined && first.endUs >= fromUs - beginWithinUs ? 0 : off
}

/** The moment closest to `us` at which an edge may have been. */
const nearest = (us: number, latestUs: number, withinUs: number): number =>
  Math.min(latestUs, Math.max(latestUs - withinUs, us))

/**
 * How far off an edge may be seen. A connection that is kept loses it with a reset and is opened anew like any other; in
 * a drop it stands, and TCP sends again what was lost: with doubling pauses the next time after the drop comes at latest
 * as long after its end as it lasted, and one first pause.
 */
function allowedUs(planted: Planted, { connection, intervalMs }: SeriesDefinition): { begin: number; end: number } {
  const edgeUs = (edgeMs[planted.kind] + intervalMs) * 1000
  const keptInDrop = planted.kind === 'drop' && connection !== 'new'
  return { begin: edgeUs, end: edgeUs + (keptInDrop ? lengthUs(planted) + firstRetryMs * 1000 : 0) }
}

const rangeOf = (series: string, { firstSample, lastSample }: Outage): Evidence['samples'] => ({
  series,
  from: firstSample,
  to: lastSample,
})

const signed = (us: number): string => `${formatMs(Math.abs(us) / 1000)} ${us < 0 ? 'early' : 'late'}`

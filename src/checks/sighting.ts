import type { ControlKind, SeriesDefinition } from '../history/records.ts'
import type { Samples } from '../history/samples.ts'
import { momentUs } from './bad-sample.ts'
import { type Interval, lengthUs, overlap } from './interval.ts'
import type { Outage } from './judgement.ts'
import type { PlantedOutage } from './planted-outage.ts'

/** Beyond one interval: the handshake that the first success needs, on a host with others on it. */
const edgeMs: Record<ControlKind, number> = { reset: 60, drop: 100 }
/** TCP waits at least this long before it sends again, and twice as long each time (RFC 6298; Linux, TCP_RTO_MIN). */
const firstRetryMs = 200

/** What a series saw of a planted outage. */
export interface Sighting extends Interval {
  firstSample: number
  lastSample: number
  /** How far the farther edge is off. */
  offUs: number
  edges: Edges
  /** What is wrong with it, if anything is. */
  faults: SightingFault[]
}

/** How far off a planted outage begins and ends in a series, in µs: less than 0 is early. */
export interface Edges {
  kind: 'edges'
  series: string
  control: ControlKind
  beginUs: number
  endUs: number
}

/** What is wrong with how a series saw a planted outage. */
export type SightingFault =
  | { kind: 'edges-off'; beginAllowedUs: number; endAllowedUs: number }
  | { kind: 'successes-between'; forUs: number }
  | { kind: 'no-success-after' }

/** The planted outage as the series has it, or undefined if it has none there. */
export function sightingOf(
  planted: PlantedOutage,
  { id, connection, intervalMs }: SeriesDefinition,
  outages: readonly Outage[],
  samples: Samples,
): Sighting | undefined {
  const parts = outages.filter(outage => overlap(outage, planted))
  const [first, last] = [parts[0], parts.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const edgeUs = (edgeMs[planted.control] + intervalMs) * 1000
  // A kept connection loses itself in a reset, and is opened anew like any other. In a drop it stands, and TCP sends again
  // what was lost: with doubling pauses, at latest as long after the end as the drop lasted, and one first pause.
  const keptInDrop = planted.control === 'drop' && connection !== 'new'
  const endEdgeUs = edgeUs + (keptInDrop ? lengthUs(planted) + firstRetryMs * 1000 : 0)

  const beginUs = beginOff(first, planted, connection !== 'new', samples)
  const seenUs = endSeenUs(last, planted, samples)
  const endUs = seenUs - nearest(seenUs, planted.toUs, planted.endWithinUs)
  // An answer that was on its way when the cut came may end a slow request's outage before the cut's own begins.
  const gapUs = Math.max(0, ...parts.slice(1).map((part, index) => part.fromUs - parts[index]!.toUs))
  const faults: SightingFault[] = []
  if (Math.abs(beginUs) > edgeUs || Math.abs(endUs) > endEdgeUs)
    faults.push({ kind: 'edges-off', beginAllowedUs: edgeUs, endAllowedUs: endEdgeUs })
  if (gapUs > edgeUs) faults.push({ kind: 'successes-between', forUs: gapUs })
  if (!last.closed) faults.push({ kind: 'no-success-after' })
  return {
    fromUs: first.fromUs,
    toUs: last.toUs,
    firstSample: first.firstSample,
    lastSample: last.lastSample,
    offUs: Math.max(Math.abs(beginUs), Math.abs(endUs)),
    edges: { kind: 'edges', series: id, control: planted.control, beginUs, endUs },
    faults,
  }
}

/**
 * How far off the begin is. An outage begins with the send of its first bad sample, and one that was under way is hit too;
 * one whose answer still comes in keeps a connection busy, and nothing is sent on it until then.
 */
function beginOff(found: Outage, { fromUs, beginWithinUs }: PlantedOutage, kept: boolean, samples: Samples): number {
  let freeUs = fromUs
  for (const sample of kept ? samples : []) {
    if (sample.outcome === 'ok' && momentUs(sample) <= fromUs && sample.endUs > freeUs) freeUs = sample.endUs
  }
  const off = found.fromUs - nearest(found.fromUs, freeUs, beginWithinUs + freeUs - fromUs)
  const first = samples.filter(sample => momentUs(sample) === found.fromUs).at(0)
  return off < 0 && first !== undefined && first.endUs >= fromUs - beginWithinUs ? 0 : off
}

/**
 * When the series saw that it was over: with the send of the first success that was sent when all was well again, also if
 * a later one was answered sooner. How long the servers then take to answer, all clients coming back at once, is theirs and
 * not the measurement's.
 */
function endSeenUs({ toUs, closed }: Outage, planted: PlantedOutage, samples: Samples): number {
  let firstUs = toUs
  for (const sample of closed ? samples : []) {
    const isWell = sample.outcome === 'ok' && momentUs(sample) >= planted.toUs - planted.endWithinUs
    if (isWell) firstUs = Math.min(firstUs, momentUs(sample))
  }
  return firstUs
}

/** The moment closest to `us` at which an edge may have been. */
const nearest = (us: number, latestUs: number, withinUs: number): number =>
  Math.min(latestUs, Math.max(latestUs - withinUs, us))

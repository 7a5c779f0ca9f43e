import { distributionOf } from '../distributions/distribution-of.ts'
import { assumedFault, type FaultInstance } from '../history/fault-instance.ts'
import type { Operation, SeriesDefinition } from '../history/records.ts'
import { roleOf } from '../topology/node-id.ts'
import type { SeriesBasis } from './basis.ts'
import { closures } from './closures.ts'
import { disruptions } from './disruption.ts'
import { type Gap, joined } from './gap.ts'
import { entryOf, momentAt } from './moment.ts'
import { needsState } from './needs-state.ts'
import { predictInCluster } from './predict-in-cluster.ts'
import { endsByDesign } from './predict-restarts.ts'
import type { Prediction } from './prediction.ts'
import type { Setting } from './setting.ts'
import { worstPart } from './worst-part.ts'

type Series = Pick<SeriesDefinition, 'path' | 'operation' | 'connection' | 'intervalMs' | 'deadlineMs'>

/** A run of attempts that are all led to a lost server, as long as comes once in so many. */
const onceIn = 1e6

/** Operations of which theory knows what they need. */
const known: readonly Operation[] = [
  'tcp-connect',
  'tls',
  'readyz',
  'static-read',
  'cached-read',
  'quorum-read',
  'write',
  'watch',
]

/** The longest packet of a TCP connection that is made: two headers with all their options. */
const connectBytes = 120

const never = Number.POSITIVE_INFINITY

/**
 * What theory gives for a series' longest gap over all of these faults, however they overlap: gaps in which clients
 * may have nothing, those that touch joined. Pure; times in µs of the faults' clock.
 */
export function predictSeries(series: Series, faults: readonly FaultInstance[], setting: Setting): Prediction {
  if (series.path === 'in-cluster') return predictInCluster(series.operation, faults, setting)
  if (!known.includes(series.operation)) return { basis: { kind: 'no-theory' } }
  const degrading = faults.find(fault => degrades(series, fault))
  if (degrading !== undefined) return { basis: { kind: 'degraded', fault: degrading.kind, node: degrading.node } }
  const entry = entryOf(series.path, setting.topology)
  const asks = needsState(series.operation)
  // Ends by design are lost servers like others, but not for sure, and nobody says when they serve again.
  const ends = endsByDesign(faults, setting).map(({ node, sinceUs, band, backUs }) => {
    const calledUs = sinceUs + band.fromMs * 1000
    return assumedFault({ kind: 'end', node, effect: { does: 'end' }, calledUs, overUs: calledUs, backUs })
  })
  const all = [...faults, ...ends]
  const gaps = joined([
    ...closures(series, all, entry, setting),
    ...faults.flatMap(fault =>
      disruptions(series, fault, momentAt(fault.calledUs, faults), entry, setting).map(
        ({ fromMs, toMs, basis }): Gap => ({
          fromUs: fault.calledUs,
          toUs: fault.calledUs + toMs * 1000,
          leastUs: fromMs * 1000,
          basis,
        }),
      ),
    ),
  ])
  const partly = worstPart(series, all, entry, asks, setting)
  // That a server which starts answers with errors goes without saying.
  const lost = faults.map(fault => (fault.overUs === undefined ? fault : { ...fault, backUs: fault.overUs }))
  const meetsLost = gaps.length === 0 ? undefined : worstPart(series, lost, entry, asks, setting)
  const unluckyMs = partly === undefined ? 0 : series.intervalMs * Math.ceil(Math.log(onceIn) / -Math.log(partly.share))
  const longestMs = Math.max(0, ...gaps.map(({ fromUs, toUs }) => (toUs - fromUs) / 1000))
  const toMs = Math.max(longestMs, Math.min(unluckyMs, partly?.forMs ?? never)) + toldLateMs(series, setting)
  const fromMs = Math.max(0, ...gaps.map(({ leastUs }) => leastUs / 1000))
  return {
    gap: { fromMs: toWholeUs(fromMs), ...(toMs < never ? { toMs: toWholeUs(toMs) } : {}) },
    ...(partly ? { partly } : {}),
    basis: basisOf(gaps, faults),
    ...(meetsLost ? { meetsLost } : {}),
  }
}

/** On whatever clock its faults are told: what floating point leaves behind depends on that. */
const toWholeUs = (ms: number): number => Math.round(ms * 1000) / 1000

/** Whether a fault makes a series worse, by how much nobody knows. Long packets are nothing to who only connects. */
const degrades = ({ operation }: Series, { node, effect }: FaultInstance): boolean =>
  effect.does === 'degrade' &&
  roleOf(node) !== 'agent' &&
  (operation !== 'tcp-connect' || effect.aboveBytes === undefined || effect.aboveBytes < connectBytes)

/** How much later than it was written a change is told to those who watch. */
const toldLateMs = ({ operation }: Series, { topology }: Setting): number =>
  operation === 'watch' && ['postgres', 'mysql'].includes(topology.datastore)
    ? (distributionOf(topology).sqlWatchDelayMs ?? 0)
    : 0

/** Of the longest gap, by what is sure of it first. */
function basisOf(gaps: readonly Gap[], faults: readonly FaultInstance[]): SeriesBasis {
  if (faults.length === 0) return { kind: 'no-fault' }
  const longest = (a: Gap, b: Gap) => b.leastUs - a.leastUs || b.toUs - b.fromUs - (a.toUs - a.fromUs)
  const [worst] = gaps.toSorted(longest)
  if (worst !== undefined) return worst.basis
  return faults.some(({ node }) => roleOf(node) === 'agent') ? { kind: 'only-agents' } : { kind: 'untouched' }
}

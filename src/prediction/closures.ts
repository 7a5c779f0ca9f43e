import { distributionOf } from '../distributions/distribution-of.ts'
import { isDraining, isGraceful, isOffLine } from '../history/fault-effect.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { roleOf } from '../topology/node-id.ts'
import type { Topology } from '../topology/topology.ts'
import { prolongsMs } from './balancing.ts'
import type { Gap } from './gap.ts'
import { changesOf, closedBy, type Entry, momentAt } from './moment.ts'
import type { Setting } from './setting.ts'
import { quietUntilUs } from './silence.ts'
import { balancerGraceMs, pingGivesUpMs } from './timers.ts'

type Series = Pick<SeriesDefinition, 'operation' | 'connection' | 'deadlineMs'>

const never = Number.POSITIVE_INFINITY

/** Gaps in which nobody has an answer: surely while faults are on, perhaps until their nodes are back. */
export function closures(series: Series, faults: readonly FaultInstance[], entry: Entry, setting: Setting): Gap[] {
  const moments = changesOf(faults)
  const gaps = moments.flatMap((fromUs, index): Gap[] => {
    const toUs = moments[index + 1] ?? never
    const moment = momentAt(fromUs, faults)
    const basis = closedBy(entry, moment, series.operation, setting.topology)
    if (basis === undefined) return []
    const isSure = closedBy(entry, { on: moment.on, returning: [] }, series.operation, setting.topology) !== undefined
    const lateUs = Math.max(0, ...moment.on.map(fault => servesOnMs(series, fault, setting.topology))) * 1000
    return [{ fromUs, toUs, leastUs: isSure && toUs < never ? Math.max(0, toUs - fromUs - lateUs) : 0, basis }]
  })
  const merged: Gap[] = []
  // Sure gaps that follow upon each other; in one that is not sure somebody may have had an answer.
  let sureUs = 0
  for (const gap of gaps) {
    const last = merged.at(-1)
    const isNext = last?.toUs === gap.fromUs
    sureUs = gap.leastUs + (isNext && gap.leastUs > 0 ? sureUs : 0)
    if (isNext) Object.assign(last, { toUs: gap.toUs, leastUs: Math.max(last.leastUs, sureUs) })
    else merged.push({ ...gap })
  }
  // What waits on a kept connection when it is over waits for its own limit.
  const afterMs =
    (series.connection === 'new' ? 0 : series.deadlineMs) + ('server' in entry ? 0 : prolongsMs(setting.topology))
  return merged.map(gap => ({
    ...gap,
    toUs: Math.max(gap.toUs, heldUntilUs(series, gap, faults, entry)) + afterMs * 1000,
  }))
}

/** Until when a connection that has no limit of its own may stand into a black hole behind which somebody answers again. */
function heldUntilUs(
  { connection }: Series,
  { fromUs, toUs }: Gap,
  faults: readonly FaultInstance[],
  entry: Entry,
): number {
  if (connection !== 'reused-h2' && connection !== 'reused-h2-ping') return fromUs
  const ends = 'server' in entry ? [entry.server] : entry.balancers
  const held = faults
    .filter(({ node, calledUs }) => ends.includes(node) && calledUs >= fromUs && calledUs < toUs)
    .filter(isOffLine)
    .map(fault =>
      Math.min(quietUntilUs(fault), connection === 'reused-h2' ? never : fault.calledUs + pingGivesUpMs * 1000),
    )
  return Math.max(fromUs, ...held)
}

/** For how long somebody who was told to end may go on to serve, in ms. */
function servesOnMs({ connection }: Series, fault: FaultInstance, topology: Topology): number {
  if (roleOf(fault.node) === 'server') return isGraceful(fault) ? distributionOf(topology).gracefulEnd.streamsMs : 0
  if (roleOf(fault.node) !== 'lb' || connection === 'new') return 0
  // A load balancer takes no more connections, and keeps those that stand for as long as it is given.
  if (isDraining(fault)) return never
  return isGraceful(fault) ? balancerGraceMs : 0
}

import { distributionOf } from '../../distributions/distribution-of.ts'
import { startTimersOf } from '../../distributions/start-timers-of.ts'
import { nodesStandIn } from '../../history/nodes-stand-in.ts'
import type { RunReport } from '../report-schema.ts'
import { amountText } from './amount-text.ts'

/** What theory gives for a measure under a run's settings, in short, and why. */
export interface Floor {
  floor?: string
  theory: string
}

/** The longest gap that the model gives for a series; nothing where a run's faults have one each. */
export function gapFloor({ predictions }: RunReport, series: string): Floor | undefined {
  const predicted = onlyOf(predictions.series, series)
  if (predicted === undefined) return undefined
  const { gap, words } = predicted
  if (gap?.toMs === undefined) return { theory: words }
  const { fromMs, toMs } = gap
  return { floor: fromMs === 0 ? `≤ ${seconds(toMs)} s` : `${seconds(fromMs)}–${seconds(toMs)} s`, theory: words }
}

/** The share of new connections that the model leads to a lost server, if only for a while. */
export function lostFloor({ predictions }: RunReport): Floor | undefined {
  const predicted = onlyOf(predictions.series, 'lb/cached-read/new')
  if (predicted?.gap === undefined) return undefined
  const { partly, words } = predicted
  const share = amountText(partly?.share ?? 0, 'share')
  return { floor: partly?.forMs === undefined ? share : `≤ ${share}`, theory: words }
}

/** What a check's theory says. @param id the start of its id */
export function theoryOfCheck({ checks }: RunReport, id: string): Floor | undefined {
  const theory = checks.find(check => check.id.startsWith(id))?.theory
  return theory === undefined ? undefined : { theory }
}

function onlyOf(predictions: RunReport['predictions']['series'], id: string) {
  const ofSeries = predictions.filter(({ series }) => series === id)
  return ofSeries.length === 1 ? ofSeries[0] : undefined
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1)

/** One joiner after the other waits for a tick of etcd's leader; where the datastore is shared nobody waits. */
export function formationFloor({ topology, images, timing }: RunReport): Floor | undefined {
  const { servers, datastore } = topology
  const { learnerTickMs: tick } = startTimersOf({ ...topology, timing }, nodesStandIn(images))
  if (datastore !== 'embedded-etcd' || tick === undefined) return undefined
  const [least, most] = [Math.max(0, servers - 2), servers - 1].map(ticks => (ticks * tick) / 1000)
  return {
    floor: most === 0 ? '0 s' : `${least}–${most} s`,
    theory: `${servers - 1} learners become voters one after the other, each at a tick of ${tick / 1000} s`,
  }
}

/** What the servers alone take at rest. */
export function memoryFloor({ topology, images }: RunReport): Floor {
  const { server, statedBy } = distributionOf(topology).sizing
  const { embeddedEtcd, otherwise } = server.statedBytes
  const standIn = nodesStandIn(images)
  const each = standIn ? server.leastBytes : topology.datastore === 'embedded-etcd' ? embeddedEtcd : otherwise
  return {
    floor: amountText(topology.servers * each, 'bytes'),
    theory: `${topology.servers} × ${amountText(each, 'bytes')}, ${standIn ? 'measured for the stand-in at rest' : `stated by ${statedBy}`}`,
  }
}

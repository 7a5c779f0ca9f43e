import type { CalibrationOrder } from './calibration.ts'
import { kinds, kindWords } from './kind.ts'
import type { Lateness } from './lateness.ts'
import { monitorName, type Observation } from './observe.ts'
import type { PhaseCost } from './phase-record.ts'
import { scrapeJobs } from './scrape-jobs.ts'
import { spreadOf } from './spread.ts'
import { observerTable, spreadText, targetTable } from './table.ts'
import type { Cost, Target } from './targets.ts'

interface Calibration {
  order: CalibrationOrder
  /** Holdfast's name among the observers. */
  own: string
  observations: readonly Observation[]
  targets: readonly Target[]
  cost: Cost & PhaseCost
  lateness: Pick<Lateness, 'voids' | 'sent'>
  /** Share of CPU time that the hypervisor kept. */
  stolenShare: number
  realtime: boolean
}

/** All that a calibration tells a person: each observer's table, the targets, and what the words mean. */
export function calibrationText(calibration: Calibration): string {
  const { order, own, observations, targets, cost, lateness, stolenShare, realtime } = calibration
  const tables = [own, monitorName, ...scrapeJobs.map(({ name }) => name)].map(name => {
    const seen = observations.filter(({ observer }) => observer === name)
    const why = 'missing' in order.exporter ? order.exporter.missing : 'it saw nothing'
    return `${name}\n\n${seen.length > 0 ? observerTable(seen) : `not measured: ${why}`}`
  })
  const { proberMs, bareLoopMs, requests } = cost
  return [
    '',
    ...legend,
    '',
    tables.join('\n\n'),
    '',
    ...notes(observations.filter(({ observer }) => observer === own)),
    ...('missing' in order.nginx ? [`one in three: not measured: ${order.nginx.missing}`] : []),
    `Cost: ${Math.round(proberMs)} ms of CPU for ${requests} requests, the bare loop beside it ${Math.round(bareLoopMs)} ms.`,
    `Real-time priority was ${realtime ? 'granted' : 'refused'}; the hypervisor kept ${(stolenShare * 100).toFixed(1)} % of the CPU time.`,
    `The prober sent ${lateness.sent ? spreadText(lateness.sent) : '–'} ms late; ${lateness.voids} samples were void.`,
    '',
    targetTable(targets),
    '',
    `seed ${order.seed}, raw figures in ${order.file}`,
  ].join('\n')
}

const legend = [
  ...kinds.map(kind => `${kind}: ${kindWords[kind]}`),
  '',
  'found: share of all plantings, and of those that the targets say must be found. begin, end, duration: how far off, in',
  'ms, middle and 99th percentile of the size. false: outages found where none was. Holdfast judges at t = 250 ms.',
]

/** What the figures cannot tell by themselves. */
function notes(own: readonly Observation[]): string[] {
  const clean = own.flatMap(({ clean }) => clean ?? [])
  const windows = clean.reduce((sum, each) => sum + each.windows, 0)
  const kept = own.filter(({ kind, connection }) => kind === 'black hole' && connection === 'reused')
  const lags = spreadOf(kept.flatMap(({ outages }) => outages.map(({ lagUs }) => lagUs)))
  return [
    ...(lags
      ? [`A kept connection was answered ${spreadText(lags)} ms after its black hole was closed: TCP backs off.`]
      : []),
    `The ${windows} clean windows are those of series side by side, one after another; series share a machine, so they are`,
    `not independent: what disturbs one may disturb all.`,
  ]
}

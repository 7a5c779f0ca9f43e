import { writeFileSync } from 'node:fs'
import { formatMs } from '../base/duration.ts'
import { exitCodes } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import { generatorName, randomFrom } from '../base/seed.ts'
import type { CalibrationOrder } from './calibration.ts'
import { makeCertificate } from './certificate.ts'
import { windowUs } from './clean-windows.ts'
import { isPartial } from './kind.ts'
import { holdfast, monitorName, type Observation, observe } from './observe.ts'
import { realtime } from './program.ts'
import { type PhaseRecord, type PhaseSetting, runPhase } from './run-phase.ts'
import { scrapeJobs } from './scrape-jobs.ts'
import { type Doses, halves, stationsOf } from './stations.ts'
import { observerTable, targetTable } from './table.ts'
import { type Cost, judgeTargets } from './targets.ts'

const rateHz = 20
const slowHz = 5
const lateUs = 100_000

interface Extent {
  quiet: Doses
  busy: Doses
  cleanWindows: number
  costMs: number
}

const full: Extent = {
  quiet: {
    full: { brief: 6, short: 22, long: 5, veryLong: 1 },
    partial: { brief: 1, short: 4, long: 9, veryLong: 1 },
  },
  busy: {
    full: { brief: 3, short: 11, long: 3, veryLong: 0 },
    partial: { brief: 1, short: 2, long: 5, veryLong: 0 },
  },
  cleanWindows: 300,
  costMs: 30_000,
}

const quick: Extent = {
  quiet: {
    full: { brief: 1, short: 5, long: 1, veryLong: 0 },
    partial: { brief: 0, short: 0, long: 2, veryLong: 0 },
  },
  busy: {
    full: { brief: 1, short: 3, long: 1, veryLong: 0 },
    partial: { brief: 0, short: 0, long: 1, veryLong: 0 },
  },
  cleanWindows: 10,
  costMs: 10_000,
}

/** Plants, observes, judges and prints; returns the exit code. Runs inside the laboratory. */
export async function calibrate(order: CalibrationOrder, directory: string, progress: Progress): Promise<number> {
  const extent = order.quick ? quick : full
  const random = randomFrom(order.seed)
  const intervalMs = 1000 / (order.defect === 'slow' ? slowHz : rateHz)
  const shiftUs = order.defect === 'late' ? lateUs : 0
  const pathOf = (program: CalibrationOrder['nginx']) => ('path' in program ? program.path : undefined)
  const setting: PhaseSetting = {
    directory,
    certificate: makeCertificate(directory),
    intervalMs,
    exporter: pathOf(order.exporter),
    nginx: pathOf(order.nginx),
  }
  const observations: Observation[] = []
  const records: PhaseRecord[] = []
  const phase = async (title: string, options: Parameters<typeof runPhase>[1]) => {
    const record = await progress.stage(title, () => runPhase(setting, options))
    observations.push(...observe(record, intervalMs, shiftUs))
    records.push({ ...record, samples: new Map() })
  }
  for (const busy of [false, true]) {
    for (const kinds of halves) {
      const possible = kinds.filter(kind => setting.nginx !== undefined || kind === undefined || !isPartial(kind))
      const stations = stationsOf(possible, busy ? extent.busy : extent.quiet, random)
      await phase(`plant ${kinds.filter(Boolean).join(', ')}${busy ? ', one core busy' : ''}`, { stations, busy })
    }
  }
  // As many series as a run has by default, half of them on new connections.
  const costStations = stationsOf([undefined, undefined, undefined], undefined, random)
  await phase('cost, beside a bare loop', { stations: costStations, busy: false, cost: true, cleanMs: extent.costMs })
  const own = () => observations.filter(({ observer }) => observer === holdfast(intervalMs))
  const windows = own().reduce((sum, { clean }) => sum + (clean?.windows ?? 0), 0)
  const cleanStations = stationsOf(Array(5).fill(undefined), undefined, random)
  const missing = Math.max(1, Math.ceil((extent.cleanWindows - windows) / cleanStations.length))
  const cleanMs = missing * (windowUs / 1000) + 100
  await phase(`watch nothing happen for ${formatMs(cleanMs)}`, { stations: cleanStations, busy: false, cleanMs })

  const spent = records.flatMap(({ cost }) => cost ?? [])[0]!
  const cost: Cost = {
    cpuRatio: spent.proberMs / spent.bareLoopMs,
    residentMiB: Math.max(...records.map(({ proberMiB }) => proberMiB)),
  }
  const targets = judgeTargets(own(), cost, extent)
  writeFileSync(
    order.file,
    `${JSON.stringify({ ...order, generator: generatorName, targets, cost: { ...spent, ...cost }, observations, plantings: records.map(({ busy, watched, stations, plantings }) => ({ busy, watched, stations, plantings })) })}\n`,
  )
  const names = [holdfast(intervalMs), monitorName, ...scrapeJobs.map(({ name }) => name)]
  for (const name of names) {
    const seen = observations.filter(({ observer }) => observer === name)
    console.log(`\n${name}\n`)
    console.log(
      seen.length > 0
        ? observerTable(seen)
        : `not measured: ${'missing' in order.exporter ? order.exporter.missing : ''}`,
    )
  }
  if ('missing' in order.nginx) console.log(`\none in three: not measured: ${order.nginx.missing}`)
  console.log(`\n${targetTable(targets)}\n`)
  console.log(
    `cost: ${Math.round(spent.proberMs)} ms of CPU for ${spent.requests} requests, the bare loop ${Math.round(spent.bareLoopMs)} ms; real-time priority ${realtime() ? 'granted' : 'refused'}`,
  )
  console.log(`seed ${order.seed}\n${order.file}`)
  return targets.every(({ holds }) => holds) ? exitCodes.pass : exitCodes.fail
}

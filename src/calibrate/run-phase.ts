import { writeFileSync } from 'node:fs'
import { nowUs } from '../base/clock.ts'
import { pause } from '../base/wait-until.ts'
import type { Sample, SeriesDefinition } from '../history/records.ts'
import type { ProgramPath } from './calibration.ts'
import type { Certificate } from './certificate.ts'
import { exporterUrl, startExporter, startNginx } from './debian-programs.ts'
import type { PhaseRecord } from './phase-record.ts'
import type { Station } from './planting.ts'
import { cpuMs, peakResidentMiB } from './process-cost.ts'
import { Program } from './program.ts'
import { scrapeJobs } from './scrape-jobs.ts'

/** What all phases share. */
export interface PhaseSetting {
  /** For the programs' files. */
  directory: string
  certificate: Certificate & { certFile: string }
  /** 50: 20 Hz. */
  intervalMs: number
  nginx: ProgramPath
  exporter: ProgramPath
}

/** What one phase does. */
export interface PhaseOptions {
  stations: readonly Station[]
  busy: boolean
  /** Where the prober's record is kept. */
  file: string
  /** Watches at least for this long. */
  atLeastMs?: number
  /** Only the prober, and a bare loop beside it to compare its cost with. */
  cost?: boolean
}

const deadlineMs = 5000
// The planted world above all: it is the clock of truth. Then the prober, at the priority that create-containers gives it.
const priorities = { world: 20, prober: 10 }
const warmUpMs = 3000
/** Every answer that a client still waits for has come by then, or its deadline has passed. */
const coolDownMs = 6000

/** Starts all programs of a phase, lets the planter plant, ends them, and returns what each of them told. */
export async function runPhase(setting: PhaseSetting, options: PhaseOptions): Promise<PhaseRecord> {
  const { stations, busy, atLeastMs = 0, cost = false } = options
  const { certificate, directory, nginx, exporter } = setting
  const told = { plantings: [], prober: [] as string[], monitor: [], scrapes: [] }
  const into = (list: unknown[]) => (line: string) => void list.push(JSON.parse(line))

  // One for each station: the hundreds of handshakes after a long pause must not keep another station waiting.
  const planters = await Promise.all(
    stations.map(async station => {
      const planter = Program.node('planter', { priority: priorities.world, onLine: into(told.plantings) })
      const ready = planter.line('"ready"')
      planter.send({ certificate, station })
      await ready
      return planter
    }),
  )
  const programs = [...planters]
  const start = (name: string, order: object, onLine?: (line: string) => void, priority?: number) => {
    const program = Program.node(name, { ...(onLine && { onLine }), ...(priority && { priority }) })
    program.send(order)
    programs.push(program)
    return program
  }
  if (stations.some(({ backends }) => backends.length > 0)) {
    programs.push(startNginx(nginx, stations, directory, priorities.world))
  }
  const series = seriesOf(stations, setting.intervalMs)
  const toProbe = { identity: certificate, series }
  const prober = start('prober', toProbe, line => told.prober.push(line), priorities.prober)
  const bareLoop = cost ? start('bare-loop', toProbe, undefined, priorities.prober) : undefined
  if (!cost) {
    start('disruption-monitor', { ca: certificate.ca, stations }, into(told.monitor))
    if ('path' in exporter) {
      programs.push(await startExporter(exporter.path, certificate.certFile, directory))
      start('scraper', { exporter: exporterUrl, jobs: scrapeJobs, stations }, into(told.scrapes))
    }
  }
  if (busy) programs.push(new Program('busy core', [process.execPath, '--eval', 'for (;;) {}'], { endsBy: 'SIGTERM' }))

  await pause(warmUpMs)
  const used = () => ({
    proberMs: cpuMs(prober.pid),
    bareLoopMs: bareLoop ? cpuMs(bareLoop.pid) : 0,
    requests: told.prober.length,
  })
  const before = used()
  const fromUs = nowUs()
  const planted = planters.map(planter => planter.line('"planted"'))
  for (const planter of planters) planter.send({ go: true })
  await Promise.all([...planted, pause(atLeastMs)])
  const watched = { fromUs, toUs: nowUs() }
  const after = used()

  await pause(coolDownMs)
  const ended = prober.line('"type":"end"')
  prober.send({ stop: true })
  await ended
  const proberMiB = peakResidentMiB(prober.pid)
  for (const program of programs.reverse()) await program.end()
  const spent = {
    proberMs: after.proberMs - before.proberMs,
    bareLoopMs: after.bareLoopMs - before.bareLoopMs,
    requests: after.requests - before.requests,
  }
  const { plantings, monitor, scrapes } = told
  writeFileSync(options.file, told.prober.map(line => `${line}\n`).join(''))
  const samples = samplesOf(stations, told.prober)
  return { stations, busy, watched, plantings, samples, monitor, scrapes, proberMiB, ...(cost && { cost: spent }) }
}

const seriesOf = (
  stations: readonly Station[],
  intervalMs: number,
): { target: string; definition: SeriesDefinition }[] =>
  stations.map(({ id, connection, port }) => ({
    target: `https://127.0.0.1:${port}`,
    definition: { id, path: 'lb', operation: 'static-read', connection, intervalMs, deadlineMs },
  }))

function samplesOf(stations: readonly Station[], lines: readonly string[]): Map<string, Sample[]> {
  const samples = new Map<string, Sample[]>(stations.map(({ id }) => [id, []]))
  for (const line of lines) {
    const record = JSON.parse(line) as Sample
    if (record.type === 'sample') samples.get(record.series)!.push(record)
  }
  return samples
}

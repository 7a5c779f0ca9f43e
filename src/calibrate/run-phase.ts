import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nowUs } from '../base/clock.ts'
import { HoldfastError } from '../base/errors.ts'
import { NotYet, pause, waitUntil } from '../base/wait-until.ts'
import type { Interval } from '../checks/interval.ts'
import type { Sample, SeriesDefinition } from '../history/records.ts'
import type { ProgramPath } from './calibration.ts'
import type { Certificate } from './certificate.ts'
import type { Attempt } from './disruptions.ts'
import { nginxConfig } from './nginx-config.ts'
import type { Planting, Station } from './planting.ts'
import { cpuMs, peakResidentMiB } from './process-cost.ts'
import { Program } from './program.ts'
import type { Scrape } from './programs/scraper.ts'
import { exporterConfig, scrapeJobs } from './scrape-jobs.ts'

/** What a phase is made of besides its stations. */
export interface PhaseSetting {
  directory: string
  certificate: Certificate & { certFile: string }
  /** 50: 20 Hz. */
  intervalMs: number
  nginx: ProgramPath
  exporter: ProgramPath
}

interface PhaseOptions {
  stations: readonly Station[]
  busy: boolean
  /** Measures for this long where nothing is planted. */
  cleanMs?: number
  /** Only the prober, and a bare loop beside it to compare its cost with. */
  cost?: boolean
}

/** What was done and seen during one phase. */
export interface PhaseRecord {
  stations: readonly Station[]
  busy: boolean
  /** All programs were at work. */
  watched: Interval
  plantings: Planting[]
  samples: Map<string, Sample[]>
  monitor: Attempt[]
  scrapes: Scrape[]
  proberMiB: number
  /** CPU time over the phase, ms. */
  cost?: { proberMs: number; bareLoopMs: number; requests: number }
}

const deadlineMs = 5000
const exporterPort = 9115
// The planted world above all: it is the clock of truth. Then the prober, at the priority that create-containers gives it.
const priorities = { planter: 20, prober: 10 }
const warmUpMs = 3000
/** Every answer that a client still waits for has come by then, or its deadline has passed. */
const coolDownMs = 6000

export async function runPhase(setting: PhaseSetting, options: PhaseOptions): Promise<PhaseRecord> {
  const { stations, busy, cleanMs = 0, cost = false } = options
  const plantings: Planting[] = []
  const samples = new Map<string, Sample[]>(stations.map(({ id }) => [id, []]))
  const monitor: Attempt[] = []
  const scrapes: Scrape[] = []
  const lines: string[] = []
  const { certificate, directory, exporter } = setting

  const planter = Program.node('planter', {
    priority: priorities.planter,
    onLine: line => plantings.push(JSON.parse(line)),
  })
  const ready = planter.line('"ready"')
  planter.send({ certificate, stations })
  await ready
  const programs = [planter]
  if (stations.some(({ backends }) => backends.length > 0)) programs.push(startNginx(setting, stations))
  const prober = Program.node('prober', { priority: priorities.prober, onLine: line => lines.push(line) })
  programs.push(prober)
  prober.send(proberOrder(setting, stations))
  let bareLoop: Program | undefined
  if (cost) {
    bareLoop = Program.node('bare-loop', { priority: priorities.prober })
    bareLoop.send(proberOrder(setting, stations))
    programs.push(bareLoop)
  } else {
    const sampler = Program.node('disruption-monitor', { onLine: line => monitor.push(JSON.parse(line)) })
    sampler.send({ ca: certificate.ca, stations })
    programs.push(sampler)
    if ('path' in exporter) {
      programs.push(await startExporter(exporter.path, directory, certificate.certFile))
      const scraper = Program.node('scraper', { onLine: line => scrapes.push(JSON.parse(line)) })
      scraper.send({ exporter: `http://127.0.0.1:${exporterPort}`, jobs: scrapeJobs, stations })
      programs.push(scraper)
    }
  }
  if (busy) programs.push(new Program('busy core', [process.execPath, '--eval', 'for (;;) {}']))

  await pause(warmUpMs)
  const usedMs = bareLoop && { prober: cpuMs(prober.pid), bareLoop: cpuMs(bareLoop.pid) }
  const linesBefore = lines.length
  const fromUs = nowUs()
  const planted = planter.line('"planted"')
  planter.send({ go: true })
  await Promise.all([planted, pause(cleanMs)])
  const toUs = nowUs()
  const spent = bareLoop &&
    usedMs && {
      proberMs: cpuMs(prober.pid) - usedMs.prober,
      bareLoopMs: cpuMs(bareLoop.pid) - usedMs.bareLoop,
      requests: lines.length - linesBefore,
    }
  const ended = prober.line('"type":"end"')
  if (!cost && plantings.length > 0) await pause(coolDownMs)
  prober.send({ stop: true })
  await ended
  const proberMiB = peakResidentMiB(prober.pid)
  for (const program of programs.reverse()) {
    const deaf = program.name === 'busy core' || program.name === 'exporter' || program.name === 'nginx'
    await program.end(deaf ? 'SIGTERM' : undefined)
  }
  for (const line of lines) {
    const record = JSON.parse(line) as Sample
    if (record.type === 'sample') samples.get(record.series)!.push(record)
  }
  return {
    stations,
    busy,
    watched: { fromUs, toUs },
    plantings,
    samples,
    monitor,
    scrapes,
    proberMiB,
    ...(spent && { cost: spent }),
  }
}

const proberOrder = ({ certificate, intervalMs }: PhaseSetting, stations: readonly Station[]) => ({
  identity: certificate,
  series: stations.map(({ id, connection, port }) => ({
    target: `https://127.0.0.1:${port}`,
    definition: {
      id,
      path: 'lb',
      operation: 'static-read',
      connection,
      intervalMs,
      deadlineMs,
    } satisfies SeriesDefinition,
  })),
})

function startNginx({ nginx, directory }: PhaseSetting, stations: readonly Station[]): Program {
  if ('missing' in nginx) throw new HoldfastError(`nginx is missing: ${nginx.missing}`)
  const file = join(directory, 'nginx.conf')
  writeFileSync(
    file,
    nginxConfig(
      stations.filter(({ backends }) => backends.length > 0),
      directory,
    ),
  )
  mkdirSync('/var/lib/nginx/body', { recursive: true })
  return new Program('nginx', [nginx.path, '-c', file], { priority: priorities.planter })
}

async function startExporter(exporter: string, directory: string, certFile: string): Promise<Program> {
  const file = join(directory, 'blackbox.yml')
  writeFileSync(file, exporterConfig(certFile))
  const address = `127.0.0.1:${exporterPort}`
  const program = new Program('exporter', [
    exporter,
    `--config.file=${file}`,
    `--web.listen-address=${address}`,
    '--log.level=error',
  ])
  const answers = async (signal: AbortSignal) => {
    const { ok } = await fetch(`http://${address}/-/healthy`, { signal })
    if (!ok) throw new NotYet('it is not healthy')
  }
  await waitUntil('the blackbox exporter', answers, { timeoutMs: 10_000 })
  return program
}

import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatMs } from '../base/duration.ts'
import { exitCodes } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import { generatorName, randomFrom } from '../base/seed.ts'
import type { CalibrationOrder } from './calibration.ts'
import { calibrationText } from './calibration-text.ts'
import { makeCertificate } from './certificate.ts'
import { windowUs } from './clean-windows.ts'
import { full, quick } from './extent.ts'
import { isPartial } from './kind.ts'
import { Lateness } from './lateness.ts'
import { holdfast, type Observation, observe } from './observe.ts'
import type { PhaseRecord } from './phase-record.ts'
import { realtime } from './program.ts'
import { type PhaseOptions, type PhaseSetting, runPhase } from './run-phase.ts'
import { halves, stationsOf } from './stations.ts'
import { countStolen } from './stolen-share.ts'
import { judgeTargets } from './targets.ts'

const rateHz = 20
const slowHz = 5
const lateUs = 100_000

/** Plants, observes, judges and prints; returns the exit code. Runs inside the laboratory. */
export async function calibrate(order: CalibrationOrder, directory: string, progress: Progress): Promise<number> {
  const extent = order.quick ? quick : full
  const random = randomFrom(order.seed)
  const intervalMs = 1000 / (order.defect === 'slow' ? slowHz : rateHz)
  const certificate = makeCertificate(directory)
  const { nginx, exporter } = order
  const setting: PhaseSetting = { directory, certificate, intervalMs, nginx, exporter }
  const observations: Observation[] = []
  const late = new Lateness()
  const stolenShare = countStolen()
  const records: Omit<PhaseRecord, 'samples'>[] = []
  const phase = async (title: string, options: Omit<PhaseOptions, 'file'>) => {
    const file = join(dirname(order.file), `phase-${records.length + 1}.ndjson`)
    const { samples, ...record } = await progress.stage(title, () => runPhase(setting, { ...options, file }))
    observations.push(...observe({ ...record, samples }, intervalMs, order.defect === 'late' ? lateUs : 0))
    records.push(record)
    for (const each of samples.values()) late.add(each)
  }

  for (const busy of [false, true]) {
    for (const half of halves) {
      const kinds = half.filter(kind => 'path' in nginx || kind === undefined || !isPartial(kind))
      const stations = stationsOf(kinds, busy ? extent.busy : extent.quiet, random)
      await phase(`plant ${kinds.filter(Boolean).join(', ')}${busy ? ', one core busy' : ''}`, { stations, busy })
    }
  }
  // As many series as a run has by default, half of them on new connections.
  const few = stationsOf([undefined, undefined, undefined], undefined, random)
  await phase('cost, beside a bare loop', { stations: few, busy: false, cost: true, atLeastMs: extent.costMs })
  const own = () => observations.filter(({ observer }) => observer === holdfast(intervalMs))
  const windows = own().reduce((sum, { clean }) => sum + (clean?.windows ?? 0), 0)
  const many = stationsOf(Array(5).fill(undefined), undefined, random)
  const rounds = Math.max(1, Math.ceil((extent.cleanWindows - windows) / many.length))
  const atLeastMs = rounds * (windowUs / 1000) + 100
  await phase(`watch nothing happen for ${formatMs(atLeastMs)}`, { stations: many, busy: false, atLeastMs })

  const spent = records.flatMap(({ cost }) => cost ?? [])[0]!
  const residentMiB = Math.max(...records.map(({ proberMiB }) => proberMiB))
  const cost = { ...spent, cpuRatio: spent.proberMs / spent.bareLoopMs, residentMiB }
  const targets = judgeTargets(own(), cost, extent)
  const result = {
    order,
    observations,
    targets,
    cost,
    lateness: { voids: late.voids, sent: late.sent },
    stolenShare: stolenShare(),
    realtime: realtime(),
  }
  writeFileSync(order.file, `${JSON.stringify({ generator: generatorName, ...result, phases: records })}\n`)
  console.log(calibrationText({ ...result, own: holdfast(intervalMs) }))
  return targets.every(({ holds }) => holds) ? exitCodes.pass : exitCodes.fail
}

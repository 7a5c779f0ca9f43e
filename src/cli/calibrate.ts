import { join } from 'node:path'
import { Command, Option } from 'commander'
import { messageOf } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import { freshSeed, parseSeed } from '../base/seed.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { type Defect, defects, type ProgramPath } from '../calibrate/calibration.ts'
import { runLaboratory } from '../calibrate/laboratory.ts'
import { installPackages } from '../engine/apt.ts'
import { findProgram } from '../engine/find-program.ts'
import { newCampaign } from '../run/directories.ts'
import { interruptible } from './prepare.ts'

interface CalibrateFlags {
  quick?: boolean
  seed?: string
  defect?: Defect
}

/** `holdfast calibrate` */
export const calibrateCommand = (): Command =>
  new Command('calibrate')
    .description(
      'Plants outages whose truth is known, and shows how well the prober and its judgement see them, beside other ' +
        'monitors. Needs root on Linux, and no cluster. Exit 0 only if every target holds.',
    )
    .option('--quick', 'about 2 minutes instead of 10: fewer outages, few clean windows')
    .option('--seed <number>', 'draw the outages of an earlier calibration again')
    .addOption(new Option('--defect <name>', 'plant an error in the prober: calibration must fail').choices(defects))
    .addHelpText('after', '\nExample:\n  $ holdfast calibrate --quick --seed 7')
    .action((flags: CalibrateFlags) => interruptible(signal => calibrate(flags, signal)))

async function calibrate({ quick = false, seed: text, defect }: CalibrateFlags, signal: AbortSignal): Promise<void> {
  const seed = text === undefined ? freshSeed() : parseSeed(text)
  const progress = terminalProgress()
  progress.note(`seed ${seed}`)
  const nginx = await debianProgram('nginx', ['nginx', 'libnginx-mod-stream', 'iptables', 'openssl'], progress, signal)
  const exporterName = 'prometheus-blackbox-exporter'
  const exporter = await debianProgram(exporterName, [exporterName], progress, signal)
  const { directory } = await newCampaign()
  const file = join(directory, 'calibration.json')
  process.exitCode = await runLaboratory({ seed, quick, defect, nginx, exporter, file }, signal)
}

/** A program of this host, installed from Debian when it is missing; or why it cannot be had. */
async function debianProgram(
  name: string,
  packages: string[],
  progress: Progress,
  signal: AbortSignal,
): Promise<ProgramPath> {
  try {
    if (findProgram(name) === undefined) {
      await progress.stage(`install ${packages.join(', ')}`, awaiting =>
        installPackages(packages, { awaiting, signal }),
      )
    }
    return { path: findProgram(name)! }
  } catch (error) {
    signal.throwIfAborted()
    return { missing: messageOf(error) }
  }
}

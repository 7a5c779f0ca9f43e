import { Command } from 'commander'
import { exitCodes } from '../base/errors.ts'
import { freshSeed, parseSeed } from '../base/seed.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { requireReports } from '../run/directories.ts'
import { totalMs } from '../scenario/listed-duration.ts'
import { lintScenarios } from './lint-scenarios.ts'
import { openingLines } from './opening-lines.ts'
import { prepare } from './prepare.ts'
import { printCampaign } from './print-campaign.ts'
import { requireScenarios } from './require-scenarios.ts'
import { reporterPath, runScenarios } from './scenario-runner.ts'
import { scenarioTable } from './scenario-table.ts'
import { supervise } from './supervisor.ts'
import { vitestCommand } from './vitest-command.ts'

const quickChecks: [name: string, command: string[]][] = [
  ['lint', ['npx', '--no-install', 'biome', 'check', '.']],
  ['types', ['npx', '--no-install', 'tsc']],
  [
    'unit tests',
    vitestCommand('run', '--project', 'unit', '--reporter', 'default', '--reporter', reporterPath('count-reporter')),
  ],
]

// On 2 cores.
const quickChecksMs = 120_000

/** `holdfast test` */
export const testCommand = (): Command =>
  new Command('test')
    .description('Lint, types, unit tests, and the core scenarios on real clusters.')
    .option('--seed <number>', 'draw the same choices as an earlier run')
    .addHelpText('after', '\nExample:\n  $ holdfast test')
    .action(async ({ seed: text }: { seed?: string }) => {
      const seed = text === undefined ? freshSeed() : parseSeed(text)
      await requireReports()
      const scenarios = await requireScenarios({ files: [], tag: 'core', topology: {} })
      const risks = lintScenarios(scenarios)
      const progress = terminalProgress()
      for (const line of await openingLines({
        what: 'lint, types, unit tests, core scenarios',
        seed,
        usualMs: quickChecksMs + totalMs(scenarios),
        plan: scenarioTable(scenarios),
        risks,
      }))
        progress.note(line)
      for (const [name, command] of quickChecks) {
        const exitCode = await supervise(command, process.env)
        if (exitCode === exitCodes.pass) continue
        progress.note(`${name}: failed`)
        process.exitCode = exitCode === exitCodes.interrupted ? exitCode : exitCodes.fail
        return
      }
      await prepare(progress, {})
      const { directory, exitCode } = await runScenarios({ files: [], tag: 'core', seed, topology: {}, counted: true })
      await printCampaign(directory, { json: false })
      process.exitCode = exitCode
    })

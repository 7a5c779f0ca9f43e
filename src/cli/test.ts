import { Command } from 'commander'
import { exitCodes } from '../base/errors.ts'
import { freshSeed, parseSeed } from '../base/seed.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { requireReports } from '../run/directories.ts'
import { totalMs } from '../scenario/listed-duration.ts'
import { imagesForAll } from './images-for-all.ts'
import { lintScenarios } from './lint-scenarios.ts'
import { openingLines } from './opening-lines.ts'
import { prepare } from './prepare.ts'
import { printCampaign } from './print-campaign.ts'
import { requireScenarios } from './require-scenarios.ts'
import { runSteps } from './run-steps.ts'
import { reporterPath, runScenarios } from './scenario-runner.ts'
import { scenarioTable } from './scenario-table.ts'
import { supervise } from './supervisor.ts'
import { vitestCommand } from './vitest-command.ts'

/** What of our own tests and scenarios runs, and how long the checks before the scenarios take, in ms on 2 cores. */
const scopes = {
  core: { tag: 'core', checksMs: 180_000 },
  nightly: { tag: 'core || nightly || negative', checksMs: 1_200_000 },
}

const counted = (...args: string[]) =>
  vitestCommand('run', ...args, '--reporter', 'default', '--reporter', reporterPath('count-reporter'))

/** Runs a command to its end. Whatever it exits with, it passed, failed, or was interrupted. */
async function check(command: string[]): Promise<number> {
  const exitCode = await supervise(command, process.env)
  return [exitCodes.pass, exitCodes.interrupted].find(code => code === exitCode) ?? exitCodes.fail
}

/** `holdfast test` */
export const testCommand = (): Command =>
  new Command('test')
    .description('Lint, types, unit tests, tests on an engine, and the core scenarios on real clusters.')
    .option('--nightly', 'the nightly and negative ones too, and all of them even after a failure')
    .option('--seed <number>', 'draw the same choices as an earlier run')
    .addHelpText('after', '\nExample:\n  $ holdfast test')
    .action(runTests)

async function runTests({ nightly = false, seed: text }: { nightly?: boolean; seed?: string }): Promise<void> {
  const { tag, checksMs } = nightly ? scopes.nightly : scopes.core
  const seed = text === undefined ? freshSeed() : parseSeed(text)
  await requireReports()
  const scenarios = await requireScenarios({ files: [], tag, topology: {} })
  const choices = imagesForAll(scenarios)
  const progress = terminalProgress()
  for (const line of await openingLines({
    what: `lint, types, unit tests, engine tests and scenarios tagged '${tag}'`,
    seed,
    usualMs: isStandIn => checksMs + totalMs(scenarios, isStandIn),
    plan: isStandIn => scenarioTable(scenarios, isStandIn),
    choices,
    risks: lintScenarios(scenarios),
  }))
    progress.note(line)
  const steps = {
    lint: () => check(['npx', '--no-install', 'biome', 'check', '.']),
    types: () => check(['npx', '--no-install', 'tsc']),
    'unit tests': () => check(counted('--project', 'unit')),
    'engine tests': async () => {
      for (const choice of choices) await prepare(progress, choice)
      return check(counted('--project', 'engine', '--tags-filter', tag))
    },
    scenarios: async () => {
      const { directory, exitCode } = await runScenarios({ files: [], tag, seed, topology: {}, counted: true })
      await printCampaign(directory, { json: false })
      return exitCode
    },
  }
  const { failed, exitCode } = await runSteps(steps, { goesOn: nightly })
  process.exitCode = exitCode
  // Of its own part the campaign has told.
  const checks = failed.filter(name => name !== 'scenarios')
  if (checks.length > 0) progress.note(`${checks.join(', ')}: failed`)
}

import { Command } from 'commander'
import { freshSeed, parseSeed } from '../base/seed.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { balancerOf } from '../cluster/load-balancers/balancer-of.ts'
import { requireReports } from '../run/directories.ts'
import { queueVariable } from '../run/queue.ts'
import { totalMs } from '../scenario/listed-duration.ts'
import { requireTags } from '../scenario/tags.ts'
import { findScenario } from './find-scenario.ts'
import { addGridOptions, type GridFlags, gridFromFlags } from './grid-options.ts'
import { imagesForAll } from './images-for-all.ts'
import { lintScenarios } from './lint-scenarios.ts'
import { openingLines } from './opening-lines.ts'
import { prepare } from './prepare.ts'
import { printCampaign } from './print-campaign.ts'
import { requireScenarios } from './require-scenarios.ts'
import { runScenarios } from './scenario-runner.ts'
import { scenarioTable } from './scenario-table.ts'
import { addTopologyOptions, type TopologyFlags, topologyFromFlags, typedFlags } from './topology-options.ts'

const mainScenario = 'scenarios/server-crash.scenario.ts'

interface RunFlags extends TopologyFlags, GridFlags {
  seed?: string
  tag?: string
  json?: boolean
  queue?: boolean
  fresh?: boolean
}

/** `holdfast run` */
export const runCommand = (): Command =>
  addGridOptions(
    addTopologyOptions(
      new Command('run')
        .description('Runs scenarios on clusters of their own and reports.')
        .argument('[files...]', `scenario files, or their names: server-crash (default: ${mainScenario})`)
        .option('--seed <number>', 'draw the same choices as an earlier run (default: a new one)')
        .option('--tag <tags>', "of all scenarios, only those with this tag, or with tags such as 'core || nightly'")
        .option('--no-queue', 'do not wait for other runs on this machine: they then disturb each other')
        .option('--fresh', 'form a cluster for each scenario (default where several runs are compared)')
        .option('--no-fresh', 'let scenarios share a cluster that each leaves well (default otherwise)')
        .option('--json', 'print campaign.json instead of tables'),
    ),
  )
    .addHelpText(
      'after',
      `\nExample:\n  $ holdfast run server-crash --seed 7\n  $ holdfast run server-crash --load-balancer nginx:tuned,nginx:plain --repeat 3\n\nSeveral words, separated by commas, make a comparison: a run for every combination of --servers,\n--datastore and --load-balancer.`,
    )
    .action(run)

async function run(
  named: string[],
  { seed: text, tag, json = false, queue = true, fresh, ...flags }: RunFlags,
): Promise<void> {
  const seed = text === undefined ? freshSeed() : parseSeed(text)
  const { cells, repeat, flags: common } = gridFromFlags(flags)
  const topology = topologyFromFlags(common)
  if (!queue) process.env[queueVariable] = 'off'
  const files = named.length > 0 || tag !== undefined ? named.map(name => findScenario(name)) : [mainScenario]
  if (tag !== undefined) requireTags(tag)
  await requireReports()
  const scenarios = await requireScenarios({ files, tag, topology, cells, repeat })
  // One that cannot be had is refused before anything is looked at or made.
  for (const { plan } of scenarios) if (!('unfit' in plan)) balancerOf(plan.topology)
  const risks = lintScenarios(scenarios)
  const progress = terminalProgress()
  const choices = imagesForAll(scenarios)
  for (const line of await openingLines({
    what: tag ? `scenarios tagged '${tag}'` : files.join(', '),
    seed,
    usualMs: isStandIn => totalMs(scenarios, isStandIn),
    plan: isStandIn => (scenarios.length > 1 ? scenarioTable(scenarios, isStandIn) : []),
    choices,
    risks,
  }))
    progress.note(line)
  for (const choice of choices) await prepare(progress, choice)
  const { directory, exitCode } = await runScenarios({
    files,
    ...(tag ? { tag } : {}),
    seed,
    topology,
    topologyFlags: typedFlags(common),
    cells,
    repeat,
    // What is compared, or repeated for its spread, must not tell of the run before.
    shares: !(fresh ?? (cells.length > 0 || repeat > 1)),
  })
  await printCampaign(directory, { json })
  process.exitCode = exitCode
}

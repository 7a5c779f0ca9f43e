import { Command } from 'commander'
import { freshSeed, parseSeed } from '../base/seed.ts'
import { terminalProgress } from '../base/terminal-progress.ts'
import { balancerOf } from '../cluster/load-balancers/balancer-of.ts'
import { choiceFor } from '../images/images-of.ts'
import { requireReports } from '../run/directories.ts'
import { queueVariable } from '../run/queue.ts'
import { requireTags } from '../scenario/tags.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { lintScenarios } from './lint-scenarios.ts'
import { openingLines } from './opening-lines.ts'
import { prepare } from './prepare.ts'
import { printCampaign } from './print-campaign.ts'
import { requireScenarios } from './require-scenarios.ts'
import { runScenarios } from './scenario-runner.ts'
import { addTopologyOptions, type TopologyFlags, topologyFromFlags, typedFlags } from './topology-options.ts'

const mainScenario = 'scenarios/server-crash.scenario.ts'
// Formation, story, rejoin and final reads of a core scenario on 2 cores.
const runMs = 150_000

interface RunFlags extends TopologyFlags {
  seed?: string
  tag?: string
  json?: boolean
  queue?: boolean
}

/** `holdfast run` */
export const runCommand = (): Command =>
  addTopologyOptions(
    new Command('run')
      .description('Runs scenarios on clusters of their own and reports.')
      .argument('[files...]', `scenario files (default: ${mainScenario})`)
      .option('--seed <number>', 'draw the same choices as an earlier run (default: a new one)')
      .option('--tag <tags>', "of all scenarios, only those with this tag, or with tags such as 'core || nightly'")
      .option('--no-queue', 'do not wait for other runs on this machine: they then disturb each other')
      .option('--json', 'print campaign.json instead of tables'),
  )
    .addHelpText('after', `\nExample:\n  $ holdfast run ${mainScenario} --seed 7`)
    .action(run)

async function run(
  named: string[],
  { seed: text, tag, json = false, queue = true, ...flags }: RunFlags,
): Promise<void> {
  const seed = text === undefined ? freshSeed() : parseSeed(text)
  const topology = topologyFromFlags(flags)
  balancerOf(parseTopology(topology, 'the command line'))
  if (!queue) process.env[queueVariable] = 'off'
  const files = named.length > 0 || tag !== undefined ? named : [mainScenario]
  if (tag !== undefined) requireTags(tag)
  await requireReports()
  const risks = lintScenarios(await requireScenarios({ files, tag, topology }))
  const progress = terminalProgress()
  const choice = choiceFor(parseTopology(topology, 'the command line'))
  for (const line of await openingLines({
    what: tag ? `scenarios tagged '${tag}'` : files.join(', '),
    seed,
    usualMs: (tag ? 2 : files.length) * runMs,
    choice,
    risks,
  }))
    progress.note(line)
  await prepare(progress, choice)
  const { directory, exitCode } = await runScenarios({
    files,
    ...(tag ? { tag } : {}),
    seed,
    topology,
    topologyFlags: typedFlags(flags),
  })
  await printCampaign(directory, { json })
  process.exitCode = exitCode
}

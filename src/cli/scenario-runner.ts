import { existsSync, readlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BadInputError, exitCodes } from '../base/errors.ts'
import { newCampaign } from '../run/directories.ts'
import { terminalVariable } from '../scenario/progress-for-worker.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { supervise } from './supervisor.ts'
import { vitestCommand } from './vitest-command.ts'

interface Plan {
  /** Scenario files; all when empty. */
  files: readonly string[]
  /** Only scenarios with this tag. */
  tag?: string
  seed: number
  topology: TopologyInput
  /** The flags that ask for that topology, as they were typed. */
  topologyFlags?: string
  /** Also prints the line of counts that scripts read. */
  counted?: boolean
}

/** @throws BadInputError naming the first file that is not there, or that Vitest would not take for a scenario. */
export function requireFiles(files: readonly string[]): void {
  const missing = files.find(file => !existsSync(file))
  if (missing) throw new BadInputError(`there is no scenario file ${missing}`, { hint: "'holdfast list' names them" })
  const other = files.find(file => !scenarioPath.test(relative('.', file)))
  if (other) {
    throw new BadInputError(`${other} is no scenario file`, { hint: 'they are called scenarios/NAME.scenario.ts' })
  }
}

// As vitest.config.ts includes them; or a folder of them.
const scenarioPath = /^scenarios(?:$|\/(?:.*\.scenario\.ts|[^.]*)$)/

/** The path of a Vitest reporter of ours. */
export const reporterPath = (name: 'reporter' | 'count-reporter'): string =>
  fileURLToPath(new URL(`../scenario/${name}.ts`, import.meta.url))

/** Runs scenarios as a campaign of their own, supervised. Returns where its results are and the exit code. */
export async function runScenarios({
  files,
  tag,
  seed,
  topology,
  topologyFlags = '',
  counted = false,
}: Plan): Promise<{ directory: string; exitCode: number }> {
  const { directory } = await newCampaign()
  const terminal = process.stderr.isTTY && !process.env.CI ? readlinkSync('/proc/self/fd/2') : undefined
  const reporters = counted ? (['reporter', 'count-reporter'] as const) : (['reporter'] as const)
  const command = vitestCommand(
    'run',
    '--project',
    'scenarios',
    ...reporters.flatMap(name => ['--reporter', reporterPath(name)]),
    ...(tag ? ['--tags-filter', tag] : []),
    ...files,
  )
  const exitCode = await supervise(command, {
    ...process.env,
    HOLDFAST_SEED: String(seed),
    HOLDFAST_TOPOLOGY_FIELDS: JSON.stringify(topology),
    HOLDFAST_TOPOLOGY_FLAGS: topologyFlags,
    HOLDFAST_CAMPAIGN: directory,
    ...(terminal ? { [terminalVariable]: terminal } : {}),
  })
  // Vitest's own 1 is no broken promise: it did not get so far as to run anything.
  const hasRun = existsSync(join(directory, 'campaign.json'))
  return { directory, exitCode: exitCode === exitCodes.fail && !hasRun ? exitCodes.couldNotTest : exitCode }
}

import { existsSync, readlinkSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitCodes } from '../base/errors.ts'
import { newCampaign } from '../run/directories.ts'
import { terminalVariable } from '../scenario/progress-for-worker.ts'
import { gridEnvironment, scheduleVariable } from '../scenario/settings.ts'
import type { Cell } from '../topology/cells.ts'
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
  /** Topologies to run each scenario on, beyond that one; none: on that one alone. */
  cells?: readonly Cell[]
  /** @default 1 */
  repeat?: number
  /** Whether scenarios may share a cluster that each leaves well. @default true */
  shares?: boolean
  /** Of faults, for scenarios that follow one: the text of its file, and the command that runs it again. */
  schedule?: { text: string; command: string }
  /** Also prints the line of counts that scripts read. */
  counted?: boolean
}

/** The path of a Vitest reporter of ours. */
export const reporterPath = (name: 'reporter' | 'count-reporter'): string =>
  fileURLToPath(new URL(`../scenario/${name}.ts`, import.meta.url))

/** The terminal that stderr writes to, where the system tells. */
function terminalPath(): string | undefined {
  try {
    return readlinkSync('/proc/self/fd/2')
  } catch {
    return undefined
  }
}

/** Runs scenarios as a campaign of their own, supervised. Returns where its results are and the exit code. */
export async function runScenarios({
  files,
  tag,
  seed,
  topology,
  topologyFlags = '',
  cells = [],
  repeat = 1,
  shares = true,
  schedule,
  counted = false,
}: Plan): Promise<{ directory: string; exitCode: number }> {
  const { directory } = await newCampaign()
  const terminal = process.stderr.isTTY && !process.env.CI ? terminalPath() : undefined
  const reporters = counted ? (['reporter', 'count-reporter'] as const) : (['reporter'] as const)
  const command = vitestCommand(
    'run',
    '--project',
    'scenarios',
    ...reporters.flatMap(name => ['--reporter', reporterPath(name)]),
    ...(tag ? ['--tags-filter', tag] : []),
    ...files,
  )
  const scheduleFile = join(directory, 'schedule.yaml')
  if (schedule) await writeFile(scheduleFile, schedule.text)
  const exitCode = await supervise(command, {
    ...process.env,
    HOLDFAST_SEED: String(seed),
    HOLDFAST_TOPOLOGY_FIELDS: JSON.stringify(topology),
    HOLDFAST_TOPOLOGY_FLAGS: topologyFlags,
    ...gridEnvironment({ cells, repeat }),
    HOLDFAST_SHARE: shares ? 'on' : 'off',
    ...(schedule ? { [scheduleVariable]: scheduleFile, HOLDFAST_COMMAND: schedule.command } : {}),
    HOLDFAST_CAMPAIGN: directory,
    ...(terminal ? { [terminalVariable]: terminal } : {}),
  })
  // Vitest's own 1 is no broken promise: it did not get so far as to run anything.
  const hasRun = existsSync(join(directory, 'campaign.json'))
  return { directory, exitCode: exitCode === exitCodes.fail && !hasRun ? exitCodes.couldNotTest : exitCode }
}

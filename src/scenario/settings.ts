import { resolve } from 'node:path'
import { freshSeed, parseSeed } from '../base/seed.ts'
import { readTopologyFile } from '../run/read-topology-file.ts'
import type { Cell } from '../topology/cells.ts'
import type { TopologyInput } from '../topology/topology.ts'

/** The path of a schedule that goes before a scenario's own plan of chaos. */
export const scheduleVariable = 'HOLDFAST_SCHEDULE'

/** How the command line, or a person with bare Vitest, steers scenarios: through the environment. */
export interface Settings {
  seed: number
  /** Replaces fields of every scenario's own topology. */
  topology: TopologyInput | undefined
  /** The flags that ask for that topology, for the command that runs a scenario again. */
  topologyFlags: string
  /** The command that runs this again, where another one than `holdfast run` started it. */
  command: string | undefined
  /** Topologies to run every scenario on, beyond {@link Settings.topology}; none: on that one alone. */
  cells: Cell[]
  /** How often, each time with the next seed. */
  repeat: number
  /** Whether stories may share a cluster that each leaves well. */
  shares: boolean
  /** Where the campaign's results go; made by whoever started it. */
  campaign: string | undefined
}

/** @throws BadInputError naming the variable that is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const {
    HOLDFAST_SEED: seed,
    HOLDFAST_TOPOLOGY: file,
    HOLDFAST_TOPOLOGY_FIELDS: fields,
    HOLDFAST_TOPOLOGY_FLAGS: flags = file ? `--topology ${file}` : '',
    HOLDFAST_COMMAND: command,
    HOLDFAST_CELLS: cells,
    HOLDFAST_REPEAT: repeat = '1',
    HOLDFAST_SHARE: share,
    HOLDFAST_CAMPAIGN: campaign,
  } = environment
  const topology = { ...(file ? readTopologyFile(file) : {}), ...(fields ? (JSON.parse(fields) as TopologyInput) : {}) }
  return {
    seed: seed === undefined ? freshSeed() : parseSeed(seed),
    topology: Object.keys(topology).length === 0 ? undefined : topology,
    topologyFlags: flags,
    command,
    cells: cells === undefined ? [] : (JSON.parse(cells) as Cell[]),
    repeat: Number(repeat),
    shares: share === 'on',
    campaign: campaign === undefined ? undefined : resolve(campaign),
  }
}

/** How the grid of a comparison reaches those who read {@link Settings}. */
export const gridEnvironment = ({
  cells,
  repeat,
}: {
  cells: readonly Cell[]
  repeat: number
}): Record<string, string> => ({
  ...(cells.length > 0 ? { HOLDFAST_CELLS: JSON.stringify(cells) } : {}),
  ...(repeat > 1 ? { HOLDFAST_REPEAT: String(repeat) } : {}),
})

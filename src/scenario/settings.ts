import { resolve } from 'node:path'
import { freshSeed, parseSeed } from '../base/seed.ts'
import { readTopologyFile } from '../run/read-topology-file.ts'
import type { TopologyInput } from '../topology/topology.ts'

/** How the command line, or a person with bare Vitest, steers scenarios: through the environment. */
export interface Settings {
  seed: number
  /** Replaces fields of every scenario's own topology. */
  topology: TopologyInput | undefined
  /** The flags that ask for that topology, for the command that runs a scenario again. */
  topologyFlags: string
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
    HOLDFAST_CAMPAIGN: campaign,
  } = environment
  const topology = { ...(file ? readTopologyFile(file) : {}), ...(fields ? (JSON.parse(fields) as TopologyInput) : {}) }
  return {
    seed: seed === undefined ? freshSeed() : parseSeed(seed),
    topology: Object.keys(topology).length === 0 ? undefined : topology,
    topologyFlags: flags,
    campaign: campaign === undefined ? undefined : resolve(campaign),
  }
}

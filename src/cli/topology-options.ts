import { type Command, Option } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { readTopologyFile } from '../run/read-topology-file.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { datastoreWords, type TopologyInput } from '../topology/topology.ts'

/** What the flags of {@link addTopologyOptions} leave in a command's options. */
export interface TopologyFlags {
  topology?: string
  servers?: string
  datastore?: string
  timing?: 'default' | 'fast'
  image?: string
}

/** Flags that replace fields of a scenario's own topology. */
export const addTopologyOptions = (command: Command): Command =>
  command
    .option('--topology <file>', "a topology file, YAML or JSON; 'holdfast init' writes one")
    .option('--servers <count>', 'number of servers, 1 to 7')
    .option('--datastore <word>', `where the cluster keeps its state: ${datastoreWords.join(', ')}`)
    .addOption(
      new Option('--timing <profile>', "the node timers: Kubernetes' own, or short ones").choices(['default', 'fast']),
    )
    .option('--image <reference>', 'a node image, for example rancher/k3s:v1.34.11-k3s1')

/** The topology that the flags ask for, the file first, then the flags. @throws BadInputError */
export function topologyFromFlags({ topology: file, servers, datastore, timing, image }: TopologyFlags): TopologyInput {
  const input: TopologyInput = {
    ...(file ? readTopologyFile(file) : {}),
    ...(servers === undefined ? {} : { servers: wholeNumber(servers) }),
    ...(datastore === undefined ? {} : { datastore: datastore as NonNullable<TopologyInput['datastore']> }),
    ...(timing ? { timing } : {}),
    ...(image === undefined ? {} : { image }),
  }
  parseTopology(input, file ?? 'the command line')
  return input
}

/** The flags as a person types them. */
export const typedFlags = (flags: TopologyFlags): string =>
  (['topology', 'servers', 'datastore', 'timing', 'image'] as const)
    .filter(name => flags[name] !== undefined)
    .map(name => `--${name} ${quoted(flags[name]!)}`)
    .join(' ')

const quoted = (text: string): string => (/^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new BadInputError(`--servers: '${text}' is no whole number`)
  return Number(text)
}

import { type Command, Option } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { datastoreWords } from '../distributions/datastore-word.ts'
import type { DistributionWord } from '../distributions/distributions.ts'
import { readTopologyFile } from '../run/read-topology-file.ts'
import { loadBalancerOf } from '../topology/load-balancer-word.ts'
import { overrideTopology } from '../topology/override-topology.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { distributionOption } from './distribution-option.ts'
import { addImageOption, type ImageFlags, imagesFromFlags } from './image-options.ts'

/** What the flags of {@link addTopologyOptions} leave in a command's options. */
export interface TopologyFlags extends ImageFlags {
  topology?: string
  distribution?: DistributionWord
  servers?: string
  datastore?: string
  timing?: 'default' | 'fast'
  loadBalancer?: string
}

/** Flags that replace fields of a scenario's own topology. */
export const addTopologyOptions = (command: Command): Command =>
  addImageOption(command)
    .option('--topology <file>', "a topology file, YAML or JSON; 'holdfast init' writes one")
    .addOption(distributionOption())
    .option('--servers <count>', 'number of servers, 1 to 7')
    .option('--datastore <word>', `where the cluster keeps its state: ${datastoreWords.join(', ')}`)
    .addOption(
      new Option('--timing <profile>', "the node timers: Kubernetes' own, or short ones").choices(['default', 'fast']),
    )
    .option('--load-balancer <kind>', 'KIND or KIND:PRESET, such as haproxy:ready, or a file of your own')

/** The topology that the flags ask for, the file first, then the flags. @throws BadInputError */
export function topologyFromFlags({
  topology: file,
  distribution,
  servers,
  datastore,
  timing,
  image,
  loadBalancer,
}: TopologyFlags): TopologyInput {
  const flags: TopologyInput = {
    images: imagesFromFlags({ ...(image && { image }) }),
    ...(distribution ? { distribution } : {}),
    ...(servers === undefined ? {} : { servers: wholeNumber(servers) }),
    ...(datastore === undefined ? {} : { datastore: datastore as NonNullable<TopologyInput['datastore']> }),
    ...(timing ? { timing } : {}),
    ...(loadBalancer === undefined ? {} : { loadBalancer: loadBalancerOf(loadBalancer) }),
  }
  const input = overrideTopology(file ? readTopologyFile(file) : {}, flags)
  parseTopology(input, file ?? 'the command line')
  return input
}

const flagNames = {
  topology: '--topology',
  distribution: '--distribution',
  servers: '--servers',
  datastore: '--datastore',
  timing: '--timing',
  image: '--image',
  loadBalancer: '--load-balancer',
} as const

/** The flags as a person types them. */
export const typedFlags = (flags: TopologyFlags): string =>
  (Object.keys(flagNames) as (keyof typeof flagNames)[])
    .filter(name => flags[name] !== undefined)
    .flatMap(name => [flags[name]!].flat().map(value => `${flagNames[name]} ${quoted(value)}`))
    .join(' ')

const quoted = (text: string): string => (/^[\w./:@=+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new BadInputError(`--servers: '${text}' is no whole number`)
  return Number(text)
}

import { type Command, Option } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { readTopologyFile } from '../run/read-topology-file.ts'
import { balancerFromWord } from '../topology/cells.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { TopologyInput } from '../topology/topology.ts'

/** What the flags of {@link addTopologyOptions} leave in a command's options. */
export interface TopologyFlags {
  topology?: string
  servers?: string
  datastore?: string
  loadBalancer?: string
  timing?: 'default' | 'fast'
  image?: string
}

/** Flags that replace fields of a scenario's own topology. */
export const addTopologyOptions = (command: Command): Command =>
  command
    .option('--topology <file>', "a topology file, YAML or JSON; 'holdfast init' writes one")
    .option('--servers <count>', 'number of servers, 1 to 7')
    .option('--datastore <word>', 'where the state is kept: embedded-etcd, postgres, mysql, external-etcd, sqlite')
    .option(
      '--load-balancer <word>',
      'nginx, haproxy, haproxy+keepalived or none; nginx:plain names a preset, nginx:./my.conf a file',
    )
    .addOption(
      new Option('--timing <profile>', "the node timers: Kubernetes' own, or short ones").choices(['default', 'fast']),
    )
    .option('--image <reference>', 'a node image, for example rancher/k3s:v1.34.11-k3s1')

/** The topology that the flags ask for, the file first, then the flags. @throws BadInputError */
export function topologyFromFlags({ topology: file, timing, image, ...flags }: TopologyFlags): TopologyInput {
  const { servers, datastore, loadBalancer } = flags
  const input: TopologyInput = {
    ...(file ? readTopologyFile(file) : {}),
    ...(servers === undefined ? {} : { servers: wholeNumber(servers) }),
    ...(datastore === undefined ? {} : { datastore: datastore as Exclude<TopologyInput['datastore'], undefined> }),
    ...(loadBalancer === undefined ? {} : { loadBalancer: balancerFromWord(loadBalancer) }),
    ...(timing ? { timing } : {}),
    ...(image === undefined ? {} : { image }),
  }
  parseTopology(input, file ?? 'the command line')
  return input
}

/** The flags as a person types them. */
export const typedFlags = (flags: TopologyFlags): string =>
  (['topology', 'servers', 'datastore', 'loadBalancer', 'timing', 'image'] as const)
    .filter(name => flags[name] !== undefined)
    .map(name => `--${dashed(name)} ${quoted(flags[name]!)}`)
    .join(' ')

const dashed = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

const quoted = (text: string): string => (/^[\w./:@=+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new BadInputError(`--servers: '${text}' is no whole number`)
  return Number(text)
}

import type { Direction } from './direction.ts'
import type { Tally } from './network-change.ts'

/** What becomes of a packet that a rule meets. */
export type PacketFate =
  /** It is lost without a word, as on a cut wire. */
  | 'drop'
  /** A TCP packet is answered with RST. */
  | 'reset'
  /** It is answered with 'port unreachable', as by a host where nobody listens. */
  | 'refuse'

/** Which packets of one node are struck, and how. */
export interface PacketRules {
  /** Addresses of the other ends; without them all that passes its network interface. */
  addresses?: readonly string[]
  /** On their way to the node, from it, or both. */
  lost: Direction
  fate: PacketFate
  /** Share of packets, drawn by chance, 0 to 1. @default 1 */
  share?: number
  /** Only packets longer than this, in bytes of IP. @default all */
  above?: number
}

// A lost packet is lost before anybody else's rules, also one that is forwarded to or from a pod. Only these chains may answer.
const hooks = {
  drop: { table: 'mangle', in: ['PREROUTING'], out: ['POSTROUTING'] },
  answer: { table: 'filter', in: ['INPUT', 'FORWARD'], out: ['OUTPUT', 'FORWARD'] },
} as const

const hookOf = ({ fate }: PacketRules) => hooks[fate === 'drop' ? 'drop' : 'answer']

/** A shell script that sets the rules in one transaction, under chains of this name. */
export function setScript(chain: string, rules: PacketRules): string {
  const { table } = hookOf(rules)
  const directions = directionsOf(rules)
  const lines = directions.flatMap(direction => [
    ...matchesOf(rules, direction).flatMap(match => rulesFor(rules, `-A ${chain}-${direction} ${match}`)),
    ...hookOf(rules)[direction].map(hook => `-I ${hook} -j ${chain}-${direction}`),
  ])
  return restore(table, [...directions.map(direction => `:${chain}-${direction} - [0:0]`), ...lines])
}

/** A shell script that takes away what {@link setScript} set, and does nothing where it is not set. */
export function removeScript(chain: string, rules: PacketRules): string {
  const { table } = hookOf(rules)
  const directions = directionsOf(rules)
  const lines = directions.flatMap(direction => [
    ...hookOf(rules)[direction].map(hook => `-D ${hook} -j ${chain}-${direction}`),
    `-F ${chain}-${direction}`,
    `-X ${chain}-${direction}`,
  ])
  return `iptables -w -t ${table} -nL ${chain}-${directions[0]} > /dev/null 2>&1 || exit 0\n${restore(table, lines)}`
}

/** A shell script that prints how many packets met the rules. */
export const countScript = (chain: string, rules: PacketRules): string =>
  directionsOf(rules)
    .map(direction => `iptables -w -t ${hookOf(rules).table} -nvxL ${chain}-${direction}`)
    .join(' && ')

/** The packets that {@link countScript} printed: those that a rule struck, and those that met one and were spared. */
export function packetsIn(listing: string): Tally {
  const rows = [...listing.matchAll(/^ *(?<packets>\d+) +\d+ (?<target>DROP|REJECT)?/gm)]
  const sum = (isStruck: boolean) =>
    rows
      .filter(({ groups }) => (groups?.target !== undefined) === isStruck)
      .reduce((packets, { groups }) => packets + Number(groups?.packets), 0)
  const struck = sum(true)
  // A rule without a target counts all that the next one then draws from.
  return { struck, lost: struck, spared: Math.max(0, sum(false) - struck) }
}

const directionsOf = ({ lost }: PacketRules): Exclude<Direction, 'both'>[] => (lost === 'both' ? ['in', 'out'] : [lost])

const restore = (table: string, lines: readonly string[]): string =>
  `iptables-restore -w --noflush << END\n*${table}\n${lines.join('\n')}\nCOMMIT\nEND\n`

const target = (fate: PacketFate): string =>
  fate === 'drop' ? '-j DROP' : `-j REJECT --reject-with ${fate === 'reset' ? 'tcp-reset' : 'icmp-port-unreachable'}`

/** Where only some are struck all are counted before: what is lost of them is a measured share. */
function rulesFor({ fate, share, above }: PacketRules, match: string): string[] {
  const only = [
    ...(share === undefined ? [] : [`-m statistic --mode random --probability ${share}`]),
    // Of packets that are sent on as one the length is that of all: more than any limit.
    ...(above === undefined ? [] : [`-m length ! --length 0:${above}`]),
  ]
  return only.length === 0 ? [`${match} ${target(fate)}`] : [match, [match, ...only, target(fate)].join(' ')]
}

function matchesOf({ addresses, fate }: PacketRules, direction: 'in' | 'out'): string[] {
  const [end, device] = direction === 'in' ? ['-s', '-i eth0'] : ['-d', '-o eth0']
  // The way of a packet that INPUT and OUTPUT see has no outgoing or no incoming device of its own.
  const ends = addresses === undefined ? [device] : addresses.map(address => `${end} ${address}`)
  return ends.map(each => (fate === 'reset' ? `${each} -p tcp` : each))
}

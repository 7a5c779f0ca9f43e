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
  lost: 'both' | 'in' | 'out'
  fate: PacketFate
  /** Share of packets, drawn by chance, 0 to 1. @default 1 */
  share?: number
}

// A lost packet is lost before anybody else's rules, also one that is forwarded to or from a pod. Only these chains may answer.
const hooks = {
  drop: { table: 'mangle', in: ['PREROUTING'], out: ['POSTROUTING'] },
  answer: { table: 'filter', in: ['INPUT', 'FORWARD'], out: ['OUTPUT', 'FORWARD'] },
} as const

const hookOf = ({ fate }: PacketRules) => hooks[fate === 'drop' ? 'drop' : 'answer']

/** What iptables-restore (with --noflush) takes to set the rules in one transaction, under chains of this name. */
export function setRules(chain: string, rules: PacketRules): string {
  const { table } = hookOf(rules)
  const directions = directionsOf(rules)
  const lines = directions.flatMap(direction => [
    ...matchesOf(rules, direction).map(match => `-A ${chain}-${direction} ${match}${target(rules.fate)}`),
    ...hookOf(rules)[direction].map(hook => `-I ${hook} -j ${chain}-${direction}`),
  ])
  return transaction(table, [...directions.map(direction => `:${chain}-${direction} - [0:0]`), ...lines])
}

/** A shell script that takes away what {@link setRules} set, and does nothing where it is not set. */
export function removeScript(chain: string, rules: PacketRules): string {
  const { table } = hookOf(rules)
  const directions = directionsOf(rules)
  const lines = directions.flatMap(direction => [
    ...hookOf(rules)[direction].map(hook => `-D ${hook} -j ${chain}-${direction}`),
    `-F ${chain}-${direction}`,
    `-X ${chain}-${direction}`,
  ])
  return `iptables -w -t ${table} -nL ${chain}-${directions[0]} > /tmp/listed 2>&1 || exit 0
iptables-restore -w --noflush << END
${transaction(table, lines)}END
`
}

/** A shell script that prints how many packets met the rules. */
export const countScript = (chain: string, rules: PacketRules): string =>
  directionsOf(rules)
    .map(direction => `iptables -w -t ${hookOf(rules).table} -nvxL ${chain}-${direction}`)
    .join(' && ')

/** Packets that met the rules, from what {@link countScript} printed. */
export const packetsIn = (listing: string): number =>
  listing.split('\n').reduce((sum, line) => sum + Number(/^\s*(\d+)\s+\d+\s/.exec(line)?.[1] ?? 0), 0)

const directionsOf = ({ lost }: PacketRules): ('in' | 'out')[] => (lost === 'both' ? ['in', 'out'] : [lost])

const transaction = (table: string, lines: readonly string[]): string => `*${table}\n${lines.join('\n')}\nCOMMIT\n`

const target = (fate: PacketFate): string =>
  fate === 'drop' ? '-j DROP' : `-j REJECT --reject-with ${fate === 'reset' ? 'tcp-reset' : 'icmp-port-unreachable'}`

function matchesOf({ addresses, fate, share }: PacketRules, direction: 'in' | 'out'): string[] {
  const [end, device] = direction === 'in' ? ['-s', '-i eth0'] : ['-d', '-o eth0']
  // The way of a packet that INPUT and OUTPUT see has no outgoing or no incoming device of its own.
  const ends = addresses === undefined ? [device] : addresses.map(address => `${end} ${address}`)
  const chance = share === undefined ? '' : `-m statistic --mode random --probability ${share} `
  return ends.map(each => `${each} ${fate === 'reset' ? '-p tcp ' : ''}${chance}`)
}

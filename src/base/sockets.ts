/** A shell command whose output {@link listenersIn} and {@link connectionsIn} read. */
export const socketsCommand = 'cat /proc/net/tcp /proc/net/tcp6'

/** A listening TCP socket. */
export interface Listener {
  /** `*` for all addresses. */
  address: string
  port: number
  inode: string
}

const established = '01'
const listening = '0A'

/** The listening sockets in `/proc/net/tcp` and `/proc/net/tcp6`, which need no tool in the image. */
export const listenersIn = (text: string): Listener[] =>
  socketsIn(text, listening).map(fields => ({ ...endOf(fields[1]!), inode: fields[9]! }))

/** The far ends of the established connections to a port, one for each connection. */
export const connectionsIn = (text: string, port: number): string[] =>
  socketsIn(text, established)
    .map(fields => endOf(fields[2]!))
    .filter(end => end.port === port)
    .map(({ address }) => address)

const socketsIn = (text: string, state: string): string[][] =>
  text
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(fields => fields[3] === state)

function endOf(text: string): { address: string; port: number } {
  const [address = '', port = ''] = text.split(':')
  return { address: addressOf(address), port: Number.parseInt(port, 16) }
}

/** The kernel writes each 32-bit word in the byte order of the machine, which is little-endian wherever nodes run. */
function addressOf(hex: string): string {
  if (/^0+$/.test(hex)) return '*'
  if (hex === `${'0'.repeat(24)}01000000`) return '::1'
  const mapped = hex.replace(/^0{16}FFFF0000/, '')
  if (mapped.length !== 8) return hex
  return [...Buffer.from(mapped, 'hex')].reverse().join('.')
}

/** `127.0.0.1:2379 172.28.8.10:2379` of one port, for people. */
export const addressesOn = (listeners: readonly Listener[], port: number): string[] =>
  [...new Set(listeners.filter(each => each.port === port).map(({ address }) => address))].sort()

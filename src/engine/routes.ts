import { readFile } from 'node:fs/promises'

/**
 * Whether this host routes any address of a subnet elsewhere already: a VPN, another engine's bridge. An engine looks
 * at its own networks only. False where there is no `/proc/net/route`.
 */
export async function overlapsARoute(subnet: string): Promise<boolean> {
  const table = await readFile('/proc/net/route', 'utf8').catch(() => '')
  return routesOf(table).some(route => overlap(route, rangeOf(subnet)))
}

interface Range {
  address: number
  mask: number
}

/** The ranges of a `/proc/net/route` table, without the default route. */
export const routesOf = (table: string): Range[] =>
  table
    .split('\n')
    .slice(1)
    .map(line => line.split('\t'))
    .filter(fields => fields.length > 7)
    .map(fields => ({ address: littleEndian(fields[1]!), mask: littleEndian(fields[7]!) }))
    .filter(({ mask }) => mask !== 0)

/** A range in CIDR notation. */
export function rangeOf(subnet: string): Range {
  const [ip = '', bits] = subnet.split('/')
  const address = ip.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  return { address: address >>> 0, mask: bits === '0' ? 0 : (0xffffffff << (32 - Number(bits))) >>> 0 }
}

/** Whether two ranges share an address: one then contains the other. */
export function overlap(one: Range, other: Range): boolean {
  const wider = (one.mask & other.mask) >>> 0
  return (one.address & wider) >>> 0 === (other.address & wider) >>> 0
}

const littleEndian = (hex: string): number => Buffer.from(hex, 'hex').readUInt32LE()

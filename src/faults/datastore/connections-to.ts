/** The kernel's number of a connection that stands (`include/net/tcp_states.h`). */
const established = '01'

/**
 * The connections that stand to an address and port, from `/proc/net/tcp` and `tcp6`, each by its own end and its socket's
 * inode, which no later one has. The second table has addresses of IPv4 behind ten bytes of nothing and two of all.
 */
export function connectionsTo(tables: string, ip: string, port: number): string[] {
  const address = ip
    .split('.')
    .toReversed()
    .map(part => Number(part).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
  const end = `${address}:${port.toString(16).padStart(4, '0').toUpperCase()}`
  return tables.split('\n').flatMap(line => {
    const [, local = '', remote = '', state, , , , , , inode] = line.trim().split(/\s+/)
    return state === established && remote.endsWith(end) ? [`${local.slice(-end.length)} ${inode}`] : []
  })
}

import { connect, type Socket } from 'node:net'
import type { Route } from './relay-setup.ts'

/**
 * Leads a connection on to where a route ends, and every end of it as it is: a reset comes as a reset, and who cannot be
 * reached is told by an end before the first byte, as soon as that is known.
 */
export function carry(client: Socket, { ip: host, port }: Route['to']): void {
  const target = connect({ host, port, noDelay: true })
  client.setNoDelay(true)
  client.pipe(target).pipe(client)
  // Of a target that refused 'connect' is the call that failed.
  target.once('error', ({ syscall }: NodeJS.ErrnoException) => {
    if (syscall === 'connect') client.destroy()
    else client.resetAndDestroy()
  })
  // Its close tells of it.
  client.on('error', () => {})
  client.once('close', wasError => {
    if (target.connecting) target.destroy()
    else if (wasError) target.resetAndDestroy()
    else target.end()
  })
}

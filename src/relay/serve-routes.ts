import { once } from 'node:events'
import { connect, type Server } from 'node:net'
import { messageOf } from '../base/errors.ts'
import { carry } from './carry.ts'
import type { Route } from './relay-setup.ts'

/** What the one in a pod's network says to the one outside. */
export type Word = { reached: true } | { failure: string } | { serves: number }

const reachTimeoutMs = 2000

/**
 * In a pod's network: sees whether all routes lead somewhere, then takes the sockets that listen outside, with their
 * ports, and goes on when whoever sent them is gone. A socket stays in the network that it was opened in.
 */
export async function serveRoutes(routes: Route[]): Promise<void> {
  const say = (word: Word) => process.send!(word)
  process.on('message', (port: number, server: Server) => {
    const { to } = routes.find(route => route.port === port)!
    server.on('connection', client => carry(client, to))
    say({ serves: port })
  })
  try {
    await Promise.all(routes.map(({ to }) => reach(to)))
    say({ reached: true })
  } catch (error) {
    say({ failure: messageOf(error) })
    process.disconnect()
  }
}

/** @throws Error when nobody takes a connection there */
async function reach({ ip: host, port }: Route['to']): Promise<void> {
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(reachTimeoutMs) })
  } catch (cause) {
    throw new Error(`a pod cannot connect to ${host}:${port}: ${messageOf(cause)}`, { cause })
  } finally {
    socket.destroy()
  }
}

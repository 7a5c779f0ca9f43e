import { request } from 'node:https'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Identity } from './protocol.ts'

/** Whether short packets get through to a server and back, and long ones. */
export interface PassingSizes {
  short: boolean
  long: boolean
}

const deadlineMs = 3000

/**
 * Tries a server's API on fresh connections. That one is made takes short packets alone; the list of all groups of an API
 * comes in packets of full length.
 */
export async function passingSizes(url: string, identity: Identity): Promise<PassingSizes> {
  const [short, long] = await Promise.all([
    succeeds(connects(new URL(url))),
    succeeds(answers(`${url}/apis`, identity)),
  ])
  return { short, long }
}

const succeeds = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  )

function connects({ hostname: host, port }: URL): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = connect({ host, port: Number(port), signal: AbortSignal.timeout(deadlineMs) })
  socket.once('connect', () => {
    resolve()
    socket.destroy()
  })
  socket.once('error', reject)
  return promise
}

/** Rejects when no whole answer comes. */
function answers(url: string, { ca, cert, key }: Identity): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const signal = AbortSignal.timeout(deadlineMs)
  request(url, { ca, cert, key, agent: false, signal }, answer => void text(answer).then(resolve, reject))
    .once('error', reject)
    .end()
  return promise
}

import { connect as tcpConnect } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import type { Attempt } from './attempt.ts'
import type { Endpoint } from './endpoint.ts'
import { outcomeOfError } from './outcome.ts'
import type { Sampler } from './sampler.ts'

/** A connection a sample and nothing on it: TCP alone, or with its TLS handshake. */
export class ConnectSampler implements Sampler {
  readonly busy = false
  readonly #endpoint: Endpoint
  readonly #withTls: boolean

  constructor(endpoint: Endpoint, withTls: boolean) {
    this.#endpoint = endpoint
    this.#withTls = withTls
  }

  take(attempt: Attempt): void {
    const socket = this.#withTls ? tlsConnect(this.#endpoint) : tcpConnect(this.#endpoint)
    attempt.release = () => {
      socket.destroy()
      return undefined
    }
    socket.once('connect', () => attempt.reached(socket.localPort))
    socket.once(this.#withTls ? 'secureConnect' : 'connect', () => {
      attempt.connected()
      attempt.end({ outcome: 'ok' })
      // Ended in order, so that the server need not log a broken handshake.
      socket.destroySoon()
    })
    socket.on('error', error => attempt.end(outcomeOfError(error)))
    socket.on('close', () => attempt.end({ outcome: 'closed', detail: 'FIN' }))
  }

  close(): void {}
}

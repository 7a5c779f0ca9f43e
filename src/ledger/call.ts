import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { nowUs } from '../base/clock.ts'
import type { Outcome } from '../history/records.ts'
import { outcomeOfError } from '../prober/outcome.ts'

/** How a call without a whole answer ended. */
export interface Failure {
  outcome: Outcome
  detail: string
}

/** One HTTPS request under way, and how far it came. Nothing is tried twice. */
export class Call {
  readonly sentUs = nowUs()
  /** Resolves with the head of the answer. @throws the error that {@link failureOf} names */
  readonly head: Promise<IncomingMessage>
  /** True once TLS stood: a byte of the request may have left. */
  requestSent = false
  readonly #request
  #connected = false
  #otherEndClosed = false
  #brokenOff = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: RequestOptions, body?: string) {
    // Node gives a DELETE no length of its own: its body would be read as the next request.
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const call = request({ ...options, headers: { ...(options.headers as OutgoingHttpHeaders), ...length } })
    this.#request = call
    this.head = new Promise((resolve, reject) => void call.on('response', resolve).on('error', reject))
    call.on('socket', socket => {
      if (call.reusedSocket) this.#connected = this.requestSent = true
      else {
        socket.once('connect', () => {
          this.#connected = true
        })
        socket.once('secureConnect', () => {
          this.requestSent = true
        })
      }
      // Before Node's own listener, which tells a close and a reset by one error.
      const closed = () => {
        this.#otherEndClosed = true
      }
      socket.prependOnceListener('end', closed)
      call.once('close', () => socket.off('end', closed))
    })
    call.end(body)
  }

  /** Breaks the call off this long from now; a later limit replaces an earlier one. */
  limit(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.breakOff(), ms)
  }

  /** Breaks it off, and its connection. */
  breakOff(): void {
    this.#brokenOff = true
    this.#request.destroy(new Error('broken off'))
  }

  /** Nothing more is awaited: no limit any longer. */
  ended(): void {
    clearTimeout(this.#timer)
  }

  /** The cause of an error that this call, or its answer, ended with. */
  failureOf(error: Error): Failure {
    if (this.#brokenOff) return { outcome: this.#connected ? 'timeout' : 'connect-timeout', detail: 'deadline' }
    const { outcome, detail } = outcomeOfError(error)
    return this.#otherEndClosed ? { outcome: 'closed', detail } : { outcome, detail }
  }
}

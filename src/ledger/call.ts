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
  /** What the connection itself ended with. */
  #broken: Error | undefined
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
      const broken = (error: Error) => {
        this.#broken = error
      }
      // Before Node's own listener, which tells an answer only that it was cut off.
      socket.prependOnceListener('error', broken)
      call.once('close', () => socket.off('error', broken))
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
    const cause: Error & { code?: string; syscall?: string } = this.#broken ?? error
    const { outcome, detail } = outcomeOfError(cause)
    // Node says ECONNRESET of its own when the other end closed too early; a real one comes from a system call.
    return cause.code === 'ECONNRESET' && !cause.syscall ? { outcome: 'closed', detail } : { outcome, detail }
  }
}

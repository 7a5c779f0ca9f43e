import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import { endOf, wantsBody } from './answer.ts'
import type { Attempt } from './attempt.ts'
import type { Endpoint } from './endpoint.ts'
import type { Request } from './operations.ts'
import { outcomeOfError } from './outcome.ts'
import type { Sampler } from './sampler.ts'

const kept = { keepAlive: true, maxSockets: 1 }

/** One HTTP/1.1 request a sample, each on a new connection or all on one that is kept. */
export class Http1Sampler implements Sampler {
  readonly #options: RequestOptions & Pick<Endpoint, 'secureContext' | 'servername'>
  readonly #request: typeof httpsRequest
  readonly #agent: HttpAgent | false
  readonly #requestOf: (n: number) => Request
  #current: ClientRequest | undefined

  constructor(endpoint: Endpoint, reused: boolean, requestOf: (n: number) => Request) {
    const { protocol, host, port, ...tls } = endpoint
    const isTls = protocol === 'https:'
    this.#request = isTls ? httpsRequest : httpRequest
    this.#agent = reused && (isTls ? new Agent(kept) : new HttpAgent(kept))
    this.#options = { host, port, ...tls, agent: this.#agent, headers: { 'user-agent': 'holdfast-prober' } }
    this.#requestOf = requestOf
  }

  get busy(): boolean {
    return this.#agent !== false && this.#current !== undefined
  }

  take(attempt: Attempt): void {
    const request = this.#requestOf(attempt.n)
    const { method, path, body, object } = request
    if (object) attempt.writes(object)
    const headers = body ? { ...this.#options.headers, 'content-type': 'application/json' } : this.#options.headers!
    const call = this.#request({ ...this.#options, method, path, headers }, answer => {
      attempt.firstByte()
      const status = answer.statusCode ?? 0
      const chunks: Buffer[] = []
      if (wantsBody(status, request)) answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      else answer.resume()
      answer.on('error', failed)
      answer.on('end', () => {
        ended()
        attempt.end(endOf(request, status, Buffer.concat(chunks).toString()))
      })
    })
    attempt.release = () => {
      call.destroy()
      return undefined
    }
    this.#current = call
    const ended = () => {
      if (this.#current === call) this.#current = undefined
    }
    // A connection that broke is not busy: the next sample opens another.
    const failed = (error: Error) => {
      ended()
      attempt.end(outcomeOfError(error))
    }
    follow(call, attempt)
    call.on('error', failed)
    call.on('close', ended)
    call.end(body)
  }

  close(): void {
    if (this.#agent) this.#agent.destroy()
  }
}

/** Tells the attempt of its connection's progress. */
function follow(call: ClientRequest, attempt: Attempt): void {
  const stands = () => {
    attempt.connected()
    attempt.requestSent()
  }
  call.on('socket', socket => {
    if (!socket.connecting) attempt.reached(socket.localPort)
    if (call.reusedSocket) return stands()
    socket.once('connect', () => attempt.reached(socket.localPort))
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', stands)
  })
}

import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import { createServer, type Server, type Socket } from 'node:net'
import { nowUs } from '../base/clock.ts'
import type { BlackHole } from './black-hole.ts'
import type { Certificate } from './certificate.ts'

/** Told of every good answer to a client that still waited for it, when it was given, and the client's user agent. */
type OnAnswer = (atUs: number, userAgent: string | undefined) => void

type Manner = 'serve' | 'reset' | '503' | 'hold'

const lookMs = 10

/** A TLS server on 127.0.0.1 that can misbehave in every way that a client must tell apart. */
export class Backend {
  readonly port: number
  /** Where packets to and from it vanish, if that is to be planted. */
  blackHole: BlackHole | undefined
  readonly #onAnswer: OnAnswer
  readonly #https: HttpsServer
  readonly #sockets = new Set<Socket>()
  #listener: Server | undefined
  #manner: Manner = 'serve'
  #held: (() => void)[] = []

  constructor(port: number, { cert, key }: Certificate, onAnswer: OnAnswer) {
    this.port = port
    this.#onAnswer = onAnswer
    // As an apiserver does, it asks clients for their certificate; who they are makes no difference here.
    this.#https = createHttpsServer({ cert, key, ca: cert, requestCert: true, rejectUnauthorized: false })
    this.#https.keepAliveTimeout = 0
    this.#https.on('request', (request, response) => this.#take(request, response))
    this.#https.on('tlsClientError', () => {})
  }

  async listen(): Promise<void> {
    this.#listener = createServer({ noDelay: true }, socket => this.#accept(socket))
    this.#listener.listen({ port: this.port, host: '127.0.0.1', backlog: 1024 })
    await once(this.#listener, 'listening')
  }

  /** No listener any more, and every connection reset. */
  refuse(): void {
    this.#listener?.close()
    this.#resetAll()
  }

  /** Accepts and resets, established connections at once. */
  reset(): void {
    this.#manner = 'reset'
    this.#resetAll()
  }

  unavailable(): void {
    this.#manner = '503'
  }

  /** Accepts, and answers nothing until it is told to go on. */
  hold(): void {
    this.#manner = 'hold'
  }

  /** Serves again and answers all that waited. */
  resume(): void {
    this.#manner = 'serve'
    for (const go of this.#held.splice(0)) go()
  }

  /** Serves again as a new process would: whoever was connected is reset. */
  startAnew(): void {
    this.#manner = 'serve'
    this.#held = []
    this.#resetAll()
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket))
    if (this.#manner === 'reset') socket.resetAndDestroy()
    else this.#serveOrHold(() => socket.destroyed || this.#https.emit('connection', socket))
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    this.#serveOrHold(() => {
      const failing = this.#manner === '503'
      response.writeHead(failing ? 503 : 200, { 'content-type': 'application/json' })
      response.end(failing ? '{"reason":"ServiceUnavailable"}' : '{}')
      if (!failing) this.#tellAnswer(request)
    })
  }

  /** A request that TCP still sends for a client that gave up is followed by the end of its connection. */
  #tellAnswer({ headers, socket }: IncomingMessage): void {
    const atUs = nowUs()
    const tellIt = () => this.#onAnswer(atUs, headers['user-agent'])
    if (headers.connection === 'close') tellIt()
    else setTimeout(() => socket.readableEnded || socket.destroyed || tellIt(), lookMs)
  }

  #serveOrHold(serve: () => unknown): void {
    if (this.#manner === 'hold') this.#held.push(() => serve())
    else serve()
  }

  #resetAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }
}

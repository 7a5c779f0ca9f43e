import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2, constants } from 'node:http2'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { carried } from './carried.ts'
import type { Endpoint } from './endpoint.ts'
import type { Request } from './operations.ts'
import { type Classified, outcomeOfError } from './outcome.ts'
import { type HealthLimits, watchHealth } from './ping-health.ts'

interface Events {
  /** TCP stands, from this port. */
  reached(localPort: number): void
  /** TLS stands too, and the server speaks HTTP/2. */
  stands(): void
  /** It is over, or never stood. */
  ended(cause: Classified): void
}

// Through a black hole PINGs stay without an answer for as long as client-go waits, 20 a second.
const outstandingPings = 2000

/** One HTTP/2 connection, from its dial to its end, which it can explain. */
export class H2Connection {
  localPort: number | undefined
  readonly #socket: TLSSocket
  readonly #events: Events
  /** From when TLS stands. */
  #session: ClientHttp2Session | undefined
  #cause: Classified | undefined
  #stopHealth = () => {}

  constructor(endpoint: Endpoint, health: HealthLimits | undefined, events: Events) {
    this.#events = events
    this.#socket = connectTls({ ...endpoint, ALPNProtocols: ['h2'] })
    this.#socket.once('connect', () => {
      this.localPort = this.#socket.localPort
      events.reached(this.#socket.localPort!)
    })
    this.#socket.once('error', error => {
      this.#cause ??= outcomeOfError(error)
    })
    this.#socket.once('close', () => {
      if (this.#session === undefined) this.#end()
    })
    this.#socket.once('secureConnect', () => {
      if (this.#socket.alpnProtocol === 'h2') this.#speak(endpoint, health)
      else this.#abandon({ outcome: 'tls', detail: 'no HTTP/2 offered' })
    })
  }

  #speak({ host, port }: Endpoint, health: HealthLimits | undefined): void {
    const session = connectHttp2(`https://${host}:${port}`, {
      createConnection: () => carried(this.#socket),
      maxOutstandingPings: outstandingPings,
    })
    this.#session = session
    session.once('connect', () => {
      if (health) this.#stopHealth = this.#watch(health)
      this.#events.stands()
    })
    session.on('goaway', code => {
      this.#cause ??= { outcome: 'closed', detail: `GOAWAY ${code}` }
    })
    session.on('error', error => {
      this.#cause ??= outcomeOfError(error)
    })
    session.once('close', () => this.#end())
  }

  #end(): void {
    this.#stopHealth()
    this.#events.ended(this.#cause ?? { outcome: 'closed', detail: 'FIN' })
  }

  /** New streams may be opened on it. */
  get usable(): boolean {
    return this.#session !== undefined && !this.#session.closed && !this.#session.destroyed
  }

  /** Opens a stream on one that stands; its bytes leave at once. */
  open({ method, path, body }: Request): ClientHttp2Stream {
    const headers = { ':method': method, ':path': path, 'user-agent': 'holdfast-prober' }
    if (body === undefined) return this.#session!.request(headers, { endStream: true })
    const stream = this.#session!.request({ ...headers, 'content-type': 'application/json' })
    stream.end(body)
    return stream
  }

  /** Why a stream of this connection ended before its answer was complete. */
  causeOf(stream: ClientHttp2Stream, error?: Error): Classified {
    if (this.#cause) return this.#cause
    if (error) return outcomeOfError(error)
    const { rstCode } = stream
    return { outcome: 'closed', detail: rstCode === constants.NGHTTP2_CANCEL ? 'FIN' : `RST_STREAM ${rstCode}` }
  }

  ping(answered: () => void): void {
    if (this.#session?.destroyed === false) this.#session.ping(error => error ?? answered())
  }

  /** Ends it at once, with all that is under way on it. */
  destroy(): void {
    this.#session?.destroy()
    this.#socket.destroy()
  }

  #watch(health: HealthLimits): () => void {
    return watchHealth(
      {
        bytesRead: () => this.#socket.bytesRead,
        // After a GOAWAY node:http2 sends no PING: what is under way then has its deadline only.
        ping: answered => (this.usable ? this.ping(answered) : answered()),
        giveUp: () => this.#abandon({ outcome: 'timeout', detail: `no answer to a PING in ${health.answerMs} ms` }),
      },
      health,
    )
  }

  #abandon(cause: Classified): void {
    this.#cause ??= cause
    this.#session?.destroy(new Error(cause.detail))
    this.#socket.destroy()
  }
}

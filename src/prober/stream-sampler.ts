import type { Attempt, End } from './attempt.ts'
import type { H2Client } from './h2-client.ts'
import type { H2Connection } from './h2-connection.ts'
import type { Sampler } from './sampler.ts'
import { openWatch } from './watch-stream.ts'

/** A watch that is opened once and has nothing to tell. */
interface Stream {
  connection: H2Connection
  opened: boolean
  cancel: () => void
  /** Attempts that wait for it, and whether their PING was answered. */
  waiting: Map<Attempt, boolean>
}

/** A stream that must stay open: a sample is good when it still is, and a PING beside it is answered. */
export class StreamSampler implements Sampler {
  readonly busy = false
  readonly #client: H2Client
  readonly #path: string
  readonly #openingMs: number
  #stream: Stream | undefined
  /** The end that no sample has told yet. */
  #untold: End | undefined

  constructor(client: H2Client, namespace: string, openingMs: number) {
    this.#client = client
    this.#openingMs = openingMs
    // From the cache, so that it opens without etcd; nothing carries this label.
    this.#path = `/api/v1/namespaces/${namespace}/configmaps?watch=1&resourceVersion=0&labelSelector=holdfast.dev%2Fquiet`
  }

  take(attempt: Attempt): void {
    if (this.#untold) {
      attempt.end(this.#untold)
      this.#untold = undefined
      return
    }
    if (this.#stream) {
      ask(this.#stream, attempt)
      // After a GOAWAY node:http2 sends no PING, so that nobody can tell any more: the server's word ends the stream.
      if (!this.#stream.connection.usable) this.#stream.cancel()
      return
    }
    this.#client.connected(attempt, connection => {
      this.#stream ??= this.#open(connection)
      ask(this.#stream, attempt)
    })
  }

  close(): void {
    this.#client.close()
  }

  #open(connection: H2Connection): Stream {
    const stream: Stream = { connection, opened: false, cancel: () => {}, waiting: new Map() }
    stream.cancel = openWatch(connection, this.#path, this.#openingMs, {
      opened: () => {
        stream.opened = true
        settleAll(stream)
      },
      ended: cause => {
        this.#stream = undefined
        const end: End = stream.opened ? { outcome: 'closed', detail: cause.detail ?? cause.outcome } : cause
        if (stream.waiting.size === 0) this.#untold = end
        for (const attempt of stream.waiting.keys()) attempt.end(end)
      },
    })
    return stream
  }
}

function ask(stream: Stream, attempt: Attempt): void {
  const { connection, waiting } = stream
  attempt.reached(connection.localPort)
  attempt.connected()
  waiting.set(attempt, false)
  attempt.release = () => {
    waiting.delete(attempt)
    return undefined
  }
  connection.ping(() => {
    attempt.firstByte()
    if (waiting.has(attempt)) waiting.set(attempt, true)
    settleAll(stream)
  })
}

function settleAll({ opened, waiting }: Stream): void {
  if (!opened) return
  for (const [attempt, pinged] of waiting) {
    if (!pinged) continue
    waiting.delete(attempt)
    attempt.end({ outcome: 'ok' })
  }
}

import { endOf } from './answer.ts'
import type { Attempt, End } from './attempt.ts'
import { exchange } from './exchange.ts'
import type { H2Client } from './h2-client.ts'
import type { H2Connection } from './h2-connection.ts'
import { creation, objectName } from './operations.ts'
import type { Sampler } from './sampler.ts'
import type { WatchLine } from './watch-line.ts'
import { openWatch } from './watch-stream.ts'

const watchLabel = 'holdfast.dev/watch'

interface Series {
  id: string
  namespace: string
  deadlineMs: number
}

/**
 * How late a watch is: each sample writes an object of its own and ends when the event of it arrives on a stream that
 * stands, on the same HTTP/2 connection. A stream that ended is opened again from its last version at the next sample;
 * samples that wait for their event go on waiting, as an informer would.
 */
export class WatchSampler implements Sampler {
  readonly busy = false
  readonly #client: H2Client
  readonly #series: Series
  readonly #waiting = new Map<string, Attempt>()
  #isOpen = false
  /** The last version seen; without one a stream begins with all objects that there are. */
  #version: string | undefined
  #ended: End | undefined

  constructor(client: H2Client, series: Series) {
    this.#client = client
    this.#series = series
  }

  take(attempt: Attempt): void {
    const { id, namespace } = this.#series
    const object = objectName(id, attempt.n)
    const request = creation(namespace, object, { [watchLabel]: labelOf(id) })
    attempt.writes(object)
    this.#client.connected(attempt, connection => {
      if (!this.#isOpen) this.#follow(connection)
      this.#waiting.set(object, attempt)
      let written = false
      const fail = ({ outcome, detail = outcome }: End) => this.#end(object, { outcome, detail: `write: ${detail}` })
      attempt.requestSent()
      const cancel = exchange(connection, request, {
        firstByte: () => attempt.firstByte(),
        answered: (status, body) => {
          written = status < 300
          if (!written) fail(endOf(request, status, body))
        },
        failed: fail,
      })
      attempt.release = () => {
        this.#waiting.delete(object)
        if (!written) cancel()
        if (this.#ended) return { outcome: 'closed', detail: `watch: ${this.#ended.detail}` }
        return { outcome: 'timeout', detail: written ? 'watch: no event' : 'write: no answer' }
      }
    })
  }

  close(): void {
    this.#client.close()
  }

  #follow(connection: H2Connection): void {
    const { id, namespace, deadlineMs } = this.#series
    const from = this.#version ? `&resourceVersion=${this.#version}` : ''
    const path = `/api/v1/namespaces/${namespace}/configmaps?watch=1&allowWatchBookmarks=true&labelSelector=${encodeURIComponent(watchLabel)}%3D${labelOf(id)}${from}`
    this.#isOpen = true
    openWatch(connection, path, deadlineMs, {
      opened: () => {
        this.#ended = undefined
      },
      event: event => this.#see(event),
      ended: cause => {
        this.#isOpen = false
        this.#ended = cause
        if (cause.detail?.startsWith('410')) this.#version = undefined
      },
    })
  }

  #see({ type, object }: WatchLine): void {
    if (type === 'ERROR') {
      // Too old a version, in the middle of a stream: only a new beginning helps.
      if (object.code === 410) this.#version = undefined
      return
    }
    this.#version = object.metadata.resourceVersion
    if (object.metadata.name) this.#end(object.metadata.name, { outcome: 'ok' })
  }

  #end(object: string, end: End): void {
    const attempt = this.#waiting.get(object)
    this.#waiting.delete(object)
    attempt?.end(end)
  }
}

/** A label's value may hold no slash. */
const labelOf = (series: string): string => series.replaceAll(/[^A-Za-z0-9-]+/g, '.')

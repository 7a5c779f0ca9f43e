import { nowUs } from '../base/clock.ts'
import type { Sample } from '../history/records.ts'
import type { Classified } from './outcome.ts'

/** What a sample's record says of the attempt itself. */
export type AttemptFields = Omit<Sample, 'seq' | 'atUs' | 'type' | 'series' | 'n' | 'intendedUs'>

type Progress = Pick<AttemptFields, 'connectedUs' | 'firstByteUs' | 'localPort' | 'requestSent' | 'object'>

/** How an attempt ends; the detail of a success is not worth its bytes. */
export interface End extends Pick<AttemptFields, 'outcome' | 'resourceVersion'> {
  detail?: string
}

/** One sample under way: gathers its times, and ends once, at its deadline at the latest. */
export class Attempt {
  readonly n: number
  /** Lets go of what is under way when the deadline ends it; may know a better cause than that nothing came. */
  release: (() => Classified | undefined) | undefined
  readonly #sentUs = nowUs()
  readonly #progress: Progress = {}
  readonly #onEnd: (fields: AttemptFields) => void
  readonly #timer: NodeJS.Timeout
  #over = false

  /** @param leftMs until its deadline */
  constructor(n: number, leftMs: number, onEnd: (fields: AttemptFields) => void) {
    this.n = n
    this.#onEnd = onEnd
    this.#timer = setTimeout(() => this.#expire(), leftMs)
  }

  get over(): boolean {
    return this.#over
  }

  /** The TCP connection stands, from this port; TLS may still be to come. */
  reached(localPort: number | undefined): void {
    if (localPort !== undefined) this.#progress.localPort = localPort
  }

  /** The connection stands, TLS included. */
  connected(): void {
    this.#progress.connectedUs ??= nowUs()
  }

  /** From now on the other end may act on it. */
  requestSent(): void {
    this.#progress.requestSent = true
  }

  /** It writes this object. */
  writes(object: string): void {
    this.#progress.object = object
  }

  firstByte(): void {
    this.#progress.firstByteUs ??= nowUs()
  }

  end({ outcome, detail, resourceVersion }: End): void {
    if (this.#over) return
    this.#over = true
    clearTimeout(this.#timer)
    this.#onEnd({
      sentUs: this.#sentUs,
      ...this.#progress,
      endUs: nowUs(),
      outcome,
      ...(detail === undefined || outcome === 'ok' ? {} : { detail }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
    })
  }

  #expire(): void {
    const { connectedUs, localPort } = this.#progress
    const known = this.release?.()
    if (known) this.end(known)
    else if (connectedUs !== undefined) this.end({ outcome: 'timeout', detail: 'deadline' })
    else this.end({ outcome: 'connect-timeout', detail: localPort ? 'no TLS handshake' : 'no TCP connection' })
  }
}

import type { Attempt } from './attempt.ts'
import type { Endpoint } from './endpoint.ts'
import { H2Connection } from './h2-connection.ts'
import type { Classified } from './outcome.ts'
import type { HealthLimits } from './ping-health.ts'

type Use = (connection: H2Connection) => void

/**
 * One HTTP/2 connection for all attempts, as client-go has it (Go's net/http and x/net/http2): a new one only when the
 * old one ended. While none stands every attempt dials for itself; the first dial that stands serves all who wait, and
 * a dial that fails ends only its own attempt.
 */
export class H2Client {
  readonly #endpoint: Endpoint
  readonly #health: HealthLimits | undefined
  readonly #dials = new Map<Attempt, { connection: H2Connection; use: Use }>()
  #standing: H2Connection | undefined

  /** @param health without it a connection into a black hole is kept for as long as the kernel keeps it. */
  constructor(endpoint: Endpoint, health: HealthLimits | undefined) {
    this.#endpoint = endpoint
    this.#health = health
  }

  /** Calls `use` with the connection as soon as one stands, or ends the attempt by the cause that none did. */
  connected(attempt: Attempt, use: Use): void {
    if (this.#standing?.usable) {
      serve(this.#standing, attempt, use)
      return
    }
    const connection = new H2Connection(this.#endpoint, this.#health, {
      reached: localPort => attempt.reached(localPort),
      stands: () => this.#stands(connection),
      ended: cause => this.#ended(attempt, cause),
    })
    this.#dials.set(attempt, { connection, use })
    attempt.release = () => {
      this.#dials.delete(attempt)
      connection.destroy()
      return undefined
    }
  }

  close(): void {
    for (const { connection } of this.#dials.values()) connection.destroy()
    this.#standing?.destroy()
  }

  #stands(connection: H2Connection): void {
    this.#standing = connection
    const waiting = [...this.#dials]
    this.#dials.clear()
    for (const [attempt, { connection: dial, use }] of waiting) {
      if (dial !== connection) dial.destroy()
      if (attempt.over) continue
      attempt.release = undefined
      serve(connection, attempt, use)
    }
  }

  #ended(attempt: Attempt, cause: Classified): void {
    // Only a dial that still waits: of a connection that stood, each stream tells its own end.
    if (this.#dials.delete(attempt)) attempt.end(cause)
  }
}

function serve(connection: H2Connection, attempt: Attempt, use: Use): void {
  attempt.reached(connection.localPort)
  attempt.connected()
  use(connection)
}

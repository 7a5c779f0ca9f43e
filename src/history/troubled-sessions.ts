import type { BalancerSession } from './history.ts'
import type { Sample } from './records.ts'

/** An attempt that took longer may want its session for an explanation; the stalled outages begin here. */
const slowUs = 250_000

/**
 * Chooses the balancer's sessions worth keeping: those that met trouble, and those of attempts that failed or were slow.
 * A long run has a session for every attempt on a new connection, and hardly any is ever asked for.
 */
export class TroubledSessions {
  readonly #ports = new Set<number>()

  /** Samples come first: the balancer's stream is read after the prober's. */
  see({ localPort, outcome, intendedUs, endUs }: Sample): void {
    if (localPort !== undefined && (outcome !== 'ok' || endUs - intendedUs > slowUs)) this.#ports.add(localPort)
  }

  keeps({ port, upstreams, status, retries = 0 }: BalancerSession): boolean {
    return retries > 0 || upstreams.length !== 1 || status !== '200' || this.#ports.has(port)
  }
}

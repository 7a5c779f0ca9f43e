import { endOf } from './answer.ts'
import type { Attempt } from './attempt.ts'
import { exchange } from './exchange.ts'
import type { H2Client } from './h2-client.ts'
import type { Request } from './operations.ts'
import type { Sampler } from './sampler.ts'

/** One request a sample, all on one HTTP/2 connection; streams run beside each other, so that it is never busy. */
export class H2Sampler implements Sampler {
  readonly busy = false
  readonly #client: H2Client
  readonly #requestOf: (n: number) => Request

  constructor(client: H2Client, requestOf: (n: number) => Request) {
    this.#client = client
    this.#requestOf = requestOf
  }

  take(attempt: Attempt): void {
    const request = this.#requestOf(attempt.n)
    if (request.object) attempt.writes(request.object)
    this.#client.connected(attempt, connection => {
      attempt.requestSent()
      const cancel = exchange(connection, request, {
        firstByte: () => attempt.firstByte(),
        answered: (status, body) => attempt.end(endOf(request, status, body)),
        failed: cause => attempt.end(cause),
      })
      attempt.release = () => {
        cancel()
        return undefined
      }
    })
  }

  close(): void {
    this.#client.close()
  }
}

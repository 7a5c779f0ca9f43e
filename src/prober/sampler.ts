import type { Attempt } from './attempt.ts'

/** How one series' samples are carried out, over connections of its own. */
export interface Sampler {
  /** Its one connection carries a request and takes no other. */
  readonly busy: boolean
  /** Begins an attempt, which ends later, through the attempt itself; never throws. */
  take(attempt: Attempt): void
  /** Ends its connections. */
  close(): void
}

import type { Sample } from '../history/records.ts'
import { type Spread, spreadOf } from './spread.ts'

/**
 * How late a prober sent, after the intended times. What makes a prober late is a machine that stood still, not what it
 * watches.
 */
export class Lateness {
  /** Not sent at all, because more than half an interval late. */
  voids = 0
  readonly #sentUs: number[] = []

  add(samples: Iterable<Sample>): void {
    for (const { outcome, sentUs, intendedUs } of samples) {
      if (outcome === 'void') this.voids += 1
      if (sentUs !== undefined) this.#sentUs.push(sentUs - intendedUs)
    }
  }

  get sent(): Spread | undefined {
    return spreadOf(this.#sentUs)
  }
}

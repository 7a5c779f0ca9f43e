import type { Random } from '../base/seed.ts'

// Enough for every reader to come back to an object a few times, few enough to read what was just written.
const recentCount = 24
// One read of so many is of a retired object, however many of them there are.
const oneRetiredOf = 4

/** The names that writers tell readers: those written last, deleted ones too, and those that were retired. */
export class Roster {
  #recent: string[] = []
  readonly #retired: string[] = []

  /** A write of this object begins. */
  written(name: string): void {
    this.#recent = [...this.#recent.filter(known => known !== name), name].slice(-recentCount)
  }

  /** Nobody writes it any more: whether its last write took effect is not known. */
  retired(name: string): void {
    this.#retired.push(name)
  }

  pick(random: Random): string | undefined {
    if (this.#recent.length === 0) return undefined
    const retired = this.#retired.length > 0 && random.below(oneRetiredOf) === 0
    return random.pick(retired ? this.#retired : this.#recent)
  }
}

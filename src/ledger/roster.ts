import type { Random } from '../base/seed.ts'

// Enough for every reader to come back to an object a few times, few enough to read what was just written.
const recentCount = 24
const retiredCount = 16

/** The names that writers tell readers: those written last, deleted ones too, and those that were retired. */
export class Roster {
  #recent: string[] = []
  #retired: string[] = []

  /** A write of this object begins. */
  written(name: string): void {
    this.#recent = [...this.#recent.filter(known => known !== name), name].slice(-recentCount)
  }

  /** Nobody writes it any more: whether its last write took effect is not known. */
  retired(name: string): void {
    this.#retired = [...this.#retired, name].slice(-retiredCount)
  }

  pick(random: Random): string | undefined {
    const names = [...this.#recent, ...this.#retired]
    return names.length === 0 ? undefined : random.pick(names)
  }
}

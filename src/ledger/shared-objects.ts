import type { Random } from '../base/seed.ts'

/** The objects that all writers compete for. A retired one makes room for a new one. */
export class SharedObjects {
  readonly #names: string[] = []
  #created = 0

  constructor(count: number) {
    while (this.#created < count) this.#add()
  }

  pick(random: Random): string {
    return random.pick(this.#names)
  }

  /** Whether it may still be written. */
  has(name: string): boolean {
    return this.#names.includes(name)
  }

  retire(name: string): void {
    const index = this.#names.indexOf(name)
    if (index === -1) return
    this.#names.splice(index, 1)
    this.#add()
  }

  #add(): void {
    this.#names.push(`shared-${this.#created++}`)
  }
}

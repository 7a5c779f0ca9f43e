/**
 * One copy of each text that a long record repeats: every line is parsed by itself, and would bring its own. What is
 * the same object twice in memory is also compared at once.
 */
export class SharedTexts {
  readonly #known = new Map<string, string>()

  /** The record with its texts replaced by the shared copies, in place. */
  share<T extends object>(record: T): T {
    const fields = record as Record<string, unknown>
    for (const name in fields) {
      const value = fields[name]
      if (typeof value !== 'string') continue
      const known = this.#known.get(value)
      if (known === undefined) this.#known.set(value, value)
      else fields[name] = known
    }
    return record
  }
}

/** Keeps the lines of a stream until there is a place for them. */
export class HeldLines {
  #held: string[] = []
  #save: ((line: string) => void) | undefined

  take = (line: string): void => {
    if (this.#save) this.#save(line)
    else this.#held.push(line)
  }

  /** Hands over what was held, and whatever comes from now on. */
  pourInto(save: (line: string) => void): void {
    this.#held.forEach(save)
    this.#held = []
    this.#save = save
  }
}

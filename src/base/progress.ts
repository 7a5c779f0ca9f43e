/** What long work tells the person who waits for it. */
export interface Progress {
  /**
   * Runs `work` as one named stage: a line with its elapsed time when it ends, and while it lasts what is awaited.
   * The stage's result is `work`'s.
   */
  stage<T>(title: string, work: (awaiting: (what: string) => void) => Promise<T>): Promise<T>
  /** One line for people, at once. */
  note(line: string): void
}

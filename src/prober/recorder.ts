import { nowUs } from '../base/clock.ts'
import type { HistoryRecord } from '../history/records.ts'

type WithoutBase<T> = T extends unknown ? Omit<T, 'seq' | 'atUs'> : never

/** Writes the stream of a program in client:0, a line a record, as things happen. */
export class Recorder {
  readonly #print: (line: string) => void
  #seq = 0

  constructor(print: (line: string) => void) {
    this.#print = print
  }

  write(record: WithoutBase<HistoryRecord>, atUs = nowUs()): void {
    this.#print(`${JSON.stringify({ seq: this.#seq++, atUs, ...record })}\n`)
  }
}

import type { HistoryRecord } from './records.ts'

/** A timer may fire this much early; a sample sent earlier than that saw its clock go back. */
const timerSlackUs = 2_000

/** Follows one stream's records and says in words what is wrong with it as a record. */
export class StreamWatch {
  readonly #name: string
  readonly #faults = new Map<string, { count: number; first: string }>()
  #lastSeq = -1
  #lastAtUs = Number.NEGATIVE_INFINITY
  #lines = 0
  #started = false
  #ended = false

  constructor(name: string) {
    this.#name = name
  }

  /** A line that is no record; `last` when nothing but the end of the file follows it. */
  unreadable(why: string, last: boolean): void {
    this.#lines++
    if (last) this.#note('is cut off in the middle of its last line', `after record ${this.#lastSeq}`)
    else this.#note('has a line that could not be read', `${why}, after record ${this.#lastSeq}`)
  }

  record(record: HistoryRecord): void {
    this.#lines++
    if (this.#ended) this.#note('goes on after its end', `record ${record.seq}`)
    if (record.seq !== this.#lastSeq + 1) {
      this.#note('has a gap in its numbers', `${this.#lastSeq} is followed by ${record.seq}`)
    }
    this.#lastSeq = record.seq
    if (record.type === 'start') this.#started = true
    if (record.type === 'end') this.#ended = true
    this.#watchClock(record)
  }

  /** What was wrong, a sentence each. */
  problems(): string[] {
    const stream = `the stream ${this.#name}`
    if (this.#lines === 0) return [`${stream} is empty`]
    const found = [...this.#faults].map(
      ([what, { count, first }]) =>
        `${stream} ${what}${count > 1 ? ` (${count} times, first: ${first})` : `: ${first}`}`,
    )
    if (!this.#started) found.push(`${stream} does not begin with its start`)
    if (!this.#ended) found.push(`${stream} has no end: its writer did not finish`)
    return found
  }

  /** Engine's events and the balancer's lines carry the time of the event; only what is stamped when written must rise. */
  #watchClock(record: HistoryRecord): void {
    if (record.type === 'sample') {
      const earliestUs = record.intendedUs - timerSlackUs
      const sentUs = record.sentUs ?? record.intendedUs
      if (sentUs < earliestUs || record.endUs < Math.min(sentUs, earliestUs)) {
        this.#note('has a clock that goes back', `within sample ${record.n} of ${record.series}`)
      }
    }
    if (!['start', 'phase', 'sample', 'health', 'end'].includes(record.type)) return
    if (record.atUs < this.#lastAtUs) this.#note('has a clock that goes back', `at record ${record.seq}`)
    this.#lastAtUs = record.atUs
  }

  #note(what: string, first: string): void {
    const known = this.#faults.get(what)
    if (known) known.count++
    else this.#faults.set(what, { count: 1, first })
  }
}

import { outcomes, type Sample } from './records.ts'

/** The samples of one series or a choice of them, in an order. Each is made anew when it is looked at. */
export interface Samples extends Iterable<Sample> {
  readonly length: number
  /** The sample at a place of this order; a negative one counts from the end. */
  at(index: number): Sample | undefined
  filter(keeps: (sample: Sample) => boolean): Samples
  /** Ordered by a number of each sample; equals by their number within the series. */
  sortedBy(key: (sample: Sample) => number): Samples
}

/** Samples made of records; of a series that has none, an empty choice. */
export function samplesOf(records: Iterable<Sample>): Samples {
  const table = new SampleTable()
  for (const record of records) table.add(record)
  return table.inOrder()
}

const firstCapacity = 256
const absent = Number.NaN

/**
 * The samples of one series, kept by column: a long history has a million of them, which as objects would take several
 * times the memory. Texts that repeat (the detail of an error) are kept once.
 */
export class SampleTable {
  length = 0
  #times = new Float64Array(6 * firstCapacity)
  #numbers = new Int32Array(4 * firstCapacity)
  #kinds = new Uint8Array(2 * firstCapacity)
  readonly #texts: string[] = []
  readonly #textNumbers = new Map<string, number>()
  readonly #objects: (string | undefined)[] = []
  readonly #versions: (string | undefined)[] = []
  #series = ''

  add(sample: Sample): void {
    const row = this.length
    if (row * 2 === this.#kinds.length) this.#grow()
    this.#series = sample.series
    // Place by place: an array for `set` would be garbage a million times.
    const times = this.#times
    times[row * 6] = sample.intendedUs
    times[row * 6 + 1] = sample.sentUs ?? absent
    times[row * 6 + 2] = sample.connectedUs ?? absent
    times[row * 6 + 3] = sample.firstByteUs ?? absent
    times[row * 6 + 4] = sample.endUs
    times[row * 6 + 5] = sample.atUs
    const numbers = this.#numbers
    numbers[row * 4] = sample.n
    numbers[row * 4 + 1] = sample.seq
    numbers[row * 4 + 2] = sample.detail === undefined ? -1 : this.#textNumber(sample.detail)
    numbers[row * 4 + 3] = sample.localPort ?? 0
    this.#kinds[row * 2] = outcomes.indexOf(sample.outcome)
    this.#kinds[row * 2 + 1] = sample.requestSent === undefined ? 0 : sample.requestSent ? 1 : 2
    if (sample.object !== undefined) this.#objects[row] = sample.object
    if (sample.resourceVersion !== undefined) this.#versions[row] = sample.resourceVersion
    this.length++
  }

  /** All of them in order of their number. */
  inOrder(): Samples {
    return new Choice(
      this,
      Int32Array.from({ length: this.length }, (_, row) => row),
    ).sortedBy(({ n }) => n)
  }

  /** The sample of a row. */
  row(row: number): Sample {
    const times = this.#times
    const numbers = this.#numbers
    const sentUs = times[row * 6 + 1]!
    const connectedUs = times[row * 6 + 2]!
    const firstByteUs = times[row * 6 + 3]!
    const text = numbers[row * 4 + 2]!
    const localPort = numbers[row * 4 + 3]!
    const sent = this.#kinds[row * 2 + 1]
    const sample: Sample = {
      type: 'sample',
      seq: numbers[row * 4 + 1]!,
      atUs: times[row * 6 + 5]!,
      series: this.#series,
      n: numbers[row * 4]!,
      intendedUs: times[row * 6]!,
      endUs: times[row * 6 + 4]!,
      outcome: outcomes[this.#kinds[row * 2]!]!,
    }
    if (!Number.isNaN(sentUs)) sample.sentUs = sentUs
    if (!Number.isNaN(connectedUs)) sample.connectedUs = connectedUs
    if (!Number.isNaN(firstByteUs)) sample.firstByteUs = firstByteUs
    if (localPort !== 0) sample.localPort = localPort
    if (text !== -1) sample.detail = this.#texts[text]!
    if (sent !== 0) sample.requestSent = sent === 1
    const object = this.#objects[row]
    const version = this.#versions[row]
    if (object !== undefined) sample.object = object
    if (version !== undefined) sample.resourceVersion = version
    return sample
  }

  #textNumber(text: string): number {
    const known = this.#textNumbers.get(text)
    if (known !== undefined) return known
    this.#textNumbers.set(text, this.#texts.length)
    return this.#texts.push(text) - 1
  }

  #grow(): void {
    const twice = <T extends Float64Array | Int32Array | Uint8Array>(old: T, Kind: new (length: number) => T): T => {
      const grown = new Kind(old.length * 2)
      grown.set(old)
      return grown
    }
    this.#times = twice(this.#times, Float64Array)
    this.#numbers = twice(this.#numbers, Int32Array)
    this.#kinds = twice(this.#kinds, Uint8Array)
  }
}

/** Some rows of a table, in an order. */
class Choice implements Samples {
  readonly #table: SampleTable
  readonly #rows: Int32Array

  constructor(table: SampleTable, rows: Int32Array) {
    this.#table = table
    this.#rows = rows
  }

  get length(): number {
    return this.#rows.length
  }

  at(index: number): Sample | undefined {
    const row = this.#rows.at(index)
    return row === undefined ? undefined : this.#table.row(row)
  }

  *[Symbol.iterator](): IterableIterator<Sample> {
    for (const row of this.#rows) yield this.#table.row(row)
  }

  filter(keeps: (sample: Sample) => boolean): Samples {
    return new Choice(
      this.#table,
      this.#rows.filter(row => keeps(this.#table.row(row))),
    )
  }

  sortedBy(key: (sample: Sample) => number): Samples {
    const keys = new Float64Array(this.#table.length)
    const numbers = new Int32Array(this.#table.length)
    let sorted = true
    let lastKey = Number.NEGATIVE_INFINITY
    for (const row of this.#rows) {
      const sample = this.#table.row(row)
      keys[row] = key(sample)
      numbers[row] = sample.n
      if (keys[row]! < lastKey) sorted = false
      lastKey = keys[row]!
    }
    if (sorted) return this
    return new Choice(
      this.#table,
      this.#rows.toSorted((a, b) => keys[a]! - keys[b]! || numbers[a]! - numbers[b]!),
    )
  }
}

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
    const { intendedUs, sentUs, connectedUs, firstByteUs, endUs, atUs, detail, localPort, requestSent } = sample
    this.#series = sample.series
    this.#times.set([intendedUs, sentUs ?? absent, connectedUs ?? absent, firstByteUs ?? absent, endUs, atUs], row * 6)
    const text = detail === undefined ? -1 : this.#textNumber(detail)
    this.#numbers.set([sample.n, sample.seq, text, localPort ?? 0], row * 4)
    this.#kinds[row * 2] = outcomes.indexOf(sample.outcome)
    this.#kinds[row * 2 + 1] = requestSent === undefined ? 0 : requestSent ? 1 : 2
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
    const [intendedUs, sentUs, connectedUs, firstByteUs, endUs, atUs] = this.#times.subarray(row * 6, row * 6 + 6)
    const [n, seq, text, localPort] = this.#numbers.subarray(row * 4, row * 4 + 4)
    const sent = this.#kinds[row * 2 + 1]
    const sample: Sample = {
      type: 'sample',
      seq: seq!,
      atUs: atUs!,
      series: this.#series,
      n: n!,
      intendedUs: intendedUs!,
      endUs: endUs!,
      outcome: outcomes[this.#kinds[row * 2]!]!,
    }
    if (!Number.isNaN(sentUs)) sample.sentUs = sentUs!
    if (!Number.isNaN(connectedUs)) sample.connectedUs = connectedUs!
    if (!Number.isNaN(firstByteUs)) sample.firstByteUs = firstByteUs!
    if (localPort !== 0) sample.localPort = localPort!
    if (text !== -1) sample.detail = this.#texts[text!]!
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

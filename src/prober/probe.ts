import { nowUs } from '../base/clock.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { Attempt, type AttemptFields } from './attempt.ts'
import { endpointOf } from './endpoint.ts'
import type { Identity } from './protocol.ts'
import type { Recorder } from './recorder.ts'
import type { Sampler } from './sampler.ts'
import { samplerFor } from './sampler-for.ts'

/** However slow its series: a sample later than this missed what it was meant to see. */
const latestUs = 250_000

/** One observer: sends its samples at their intended times, whatever became of the earlier ones. */
export class Probe {
  readonly definition: SeriesDefinition
  readonly #recorder: Recorder
  readonly #sampler: Sampler
  readonly #lateUs: number
  readonly #waiting: (() => void)[] = []
  #pending = 0

  /** @param target URL of the API by the series' path; of a pod's Service, or the DNS, for a series that asks those. */
  constructor(definition: SeriesDefinition, target: string, identity: Identity, namespace: string, recorder: Recorder) {
    this.definition = definition
    this.#recorder = recorder
    this.#lateUs = Math.min(latestUs, (definition.intervalMs * 1000) / 2)
    this.#sampler = samplerFor(definition, endpointOf(target, definition.path, identity), namespace)
  }

  /** Sends sample `n`, due at `intendedUs`; never throws, every end is a record. */
  send(n: number, intendedUs: number): void {
    const atUs = nowUs()
    const write = (fields: AttemptFields) =>
      this.#recorder.write({ type: 'sample', series: this.definition.id, n, intendedUs, ...fields })
    if (atUs - intendedUs > this.#lateUs) {
      write({ endUs: atUs, outcome: 'void', detail: `${Math.round((atUs - intendedUs) / 1000)} ms late` })
      return
    }
    if (this.#sampler.busy) {
      write({ endUs: atUs, outcome: 'blocked' })
      return
    }
    this.#pending += 1
    const attempt = new Attempt(n, this.definition.deadlineMs - (atUs - intendedUs) / 1000, fields => {
      write(fields)
      this.#pending -= 1
      if (this.#pending === 0) for (const tell of this.#waiting.splice(0)) tell()
    })
    this.#sampler.take(attempt)
  }

  /** Resolves when no sample is under way any more. */
  drained(): Promise<void> {
    if (this.#pending === 0) return Promise.resolve()
    return new Promise(resolve => {
      this.#waiting.push(resolve)
    })
  }

  /** Ends its connections; nothing is sent after. */
  close(): void {
    this.#sampler.close()
  }
}

import type { Random } from '../base/seed.ts'
import { waitUntil } from '../base/wait-until.ts'
import { Client } from './client.ts'
import type { Target } from './protocol.ts'
import type { Intent } from './requests.ts'
import type { Roster } from './roster.ts'
import type { SharedObjects } from './shared-objects.ts'
import type { Tools } from './tools.ts'

// Own objects that a writer keeps alive: each is updated a few times before it is deleted.
const fewest = 4
const most = 10
const lastWordLimitMs = 10_000

interface Plan {
  /** What is written when is drawn from it. */
  random: Random
  shared: SharedObjects
  roster: Roster
}

/** Creates, updates and deletes objects of its own, and competes with the other writers for shared ones. */
export class Writer {
  /** The highest version that an answer gave to a write of this writer. */
  acknowledged = 0n
  readonly #name: string
  readonly #client: Client
  readonly #plan: Plan
  /** Own objects that are there, with the version that the last answer gave. */
  readonly #own = new Map<string, string>()
  #objects = 0
  #values = 0

  constructor(name: string, target: Target, plan: Plan, tools: Tools) {
    this.#name = name
    this.#client = new Client(name, target, tools)
    this.#plan = plan
  }

  /** One operation, or two on a shared object; whether all were acknowledged. */
  async step(): Promise<boolean> {
    const { random, shared } = this.#plan
    const die = random.below(100)
    if (die < 25) return this.#compete(shared.pick(random))
    if (this.#own.size < fewest || (die < 45 && this.#own.size < most)) return this.#create()
    const [object, expects] = random.pick([...this.#own])
    return die < 60
      ? this.#write({ verb: 'delete', object, expects })
      : this.#write({ verb: 'update', object, expects, value: this.#nextValue() })
  }

  /** One more object, within a bounded wait: who sees its version has seen all earlier ones. */
  async lastWord(): Promise<void> {
    const acknowledged = async () => {
      if (!(await this.#create())) throw new Error('it was not acknowledged')
    }
    await waitUntil('a last write', acknowledged, { timeoutMs: lastWordLimitMs }).catch(() => {})
  }

  close(): void {
    this.#client.close()
  }

  #create(): Promise<boolean> {
    return this.#write({ verb: 'create', object: `${this.#name}-${this.#objects++}`, value: this.#nextValue() })
  }

  /** Writes an own object, and goes on with it only while its version is known. */
  async #write(intent: Intent): Promise<boolean> {
    const { fate, outcome, resourceVersion } = await this.#send(intent)
    if (fate === 'acknowledged' && intent.verb === 'delete') this.#own.delete(intent.object)
    else if (resourceVersion !== undefined) this.#own.set(intent.object, resourceVersion)
    // After a 4xx that speaks of the object somebody else has written it, or it is not there: what is, is not known.
    else if (fate !== 'rejected' || outcome === '4xx') this.#retire(intent.object)
    return fate === 'acknowledged'
  }

  /** Reads a shared object through the quorum and writes what follows on it; a conflict means that another was faster. */
  async #compete(object: string): Promise<boolean> {
    const seen = await this.#client.operate({ verb: 'get', object })
    if (seen.fate !== 'acknowledged' || !this.#plan.shared.has(object)) return false
    const value = this.#nextValue()
    const expects = seen.resourceVersion
    const intent: Intent =
      expects === undefined
        ? { verb: 'create', object, value }
        : this.#plan.random.below(8) === 0
          ? { verb: 'delete', object, expects }
          : { verb: 'update', object, value, expects }
    const { fate } = await this.#send(intent)
    if (fate === 'indeterminate') this.#retire(object)
    return fate === 'acknowledged'
  }

  async #send(intent: Intent): ReturnType<Client['operate']> {
    this.#plan.roster.written(intent.object)
    const done = await this.#client.operate(intent)
    if (done.fate === 'acknowledged' && done.resourceVersion !== undefined) {
      const version = BigInt(done.resourceVersion)
      if (version > this.acknowledged) this.acknowledged = version
    }
    return done
  }

  #retire(object: string): void {
    this.#own.delete(object)
    this.#plan.shared.retire(object)
    this.#plan.roster.retired(object)
  }

  #nextValue(): string {
    return `${this.#name}.${this.#values++}`
  }
}

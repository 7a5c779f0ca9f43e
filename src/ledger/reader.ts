import type { Random } from '../base/seed.ts'
import { Client } from './client.ts'
import type { Target } from './protocol.ts'
import type { Roster } from './roster.ts'
import type { Tools } from './tools.ts'

interface Plan {
  /** What is read is drawn from it. */
  random: Random
  roster: Roster
}

/**
 * Reads what was written lately, each object first through the quorum and then from a server's cache; every read is of
 * the next of its servers, so that a reader of several sees its cached read after a switch.
 */
export class Reader {
  readonly #clients: readonly Client[]
  readonly #plan: Plan
  #turn = 0
  /** What was just read through the quorum. */
  #seen: string | undefined

  /** @param targets the servers that it goes round, one or more. */
  constructor(name: string, targets: readonly Target[], plan: Plan, tools: Tools) {
    this.#clients = targets.map(target => new Client(name, target, tools))
    this.#plan = plan
  }

  /** One read; whether it was answered. */
  async step(): Promise<boolean> {
    const again = this.#seen
    const object = again ?? this.#plan.roster.pick(this.#plan.random)
    if (object === undefined) return true
    this.#seen = again === undefined ? object : undefined
    const client = this.#clients[this.#turn++ % this.#clients.length]!
    const { fate } = await client.operate({ verb: again === undefined ? 'get' : 'get-cached', object })
    return fate === 'acknowledged'
  }

  close(): void {
    for (const client of this.#clients) client.close()
  }
}

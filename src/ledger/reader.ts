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

/** Reads what was written lately from one server: each object through the quorum, and then from the server's cache. */
export class Reader {
  readonly #client: Client
  readonly #plan: Plan
  /** What was just read through the quorum. */
  #seen: string | undefined

  constructor(name: string, target: Target, plan: Plan, tools: Tools) {
    this.#client = new Client(name, target, tools)
    this.#plan = plan
  }

  /** One read; whether it was answered. */
  async step(): Promise<boolean> {
    const again = this.#seen
    const object = again ?? this.#plan.roster.pick(this.#plan.random)
    if (object === undefined) return true
    this.#seen = again === undefined ? object : undefined
    const { fate } = await this.#client.operate({ verb: again === undefined ? 'get' : 'get-cached', object })
    return fate === 'acknowledged'
  }

  close(): void {
    this.#client.close()
  }
}

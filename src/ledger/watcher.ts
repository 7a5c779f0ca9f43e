import { pause, waitUntil } from '../base/wait-until.ts'
import type { WatchSessionRecord } from '../history/ledger-records.ts'
import { Connection } from './connection.ts'
import { followWatch, type WatchEvent } from './follow-watch.ts'
import { listObjects } from './list-objects.ts'
import type { Target } from './protocol.ts'
import type { Tools } from './tools.ts'

// Between one stream and the next: a server that refuses must not be hammered.
const reopenPauseMs = 200

type Step<T> = T extends unknown ? Omit<T, 'seq' | 'atUs' | 'type' | 'watcher' | 'path'> : never

/**
 * Follows every object of the ledger from a quorum list on. Whenever its stream ends, for whatever reason, it goes on
 * from the last version that it saw, on the next of its servers; told that this version is gone, it lists anew.
 */
export class Watcher {
  readonly #name: string
  readonly #targets: readonly Target[]
  readonly #tools: Tools
  /** The last version seen; none before the first list, and after a 410. */
  #version: string | undefined
  #turn = 0
  readonly #stopping = new AbortController()
  readonly #running: Promise<void>

  /** @param targets the servers in the order in which it goes from one to the next, round and round. */
  constructor(name: string, targets: readonly Target[], tools: Tools) {
    this.#name = name
    this.#targets = targets
    this.#tools = tools
    this.#running = this.#run()
  }

  /** Waits until `version` was seen, at most so long, and ends the watch. */
  async finish(version: bigint, timeoutMs: number): Promise<void> {
    const reached = async () => {
      if (BigInt(this.#version ?? 0) < version) throw new Error(`at version ${this.#version}`)
    }
    const seen = await waitUntil(`${this.#name} to see ${version}`, reached, { timeoutMs, intervalMs: 20 }).then(
      () => true,
      () => false,
    )
    this.#stopping.abort()
    await this.#running
    this.#tell({ step: 'end', awaited: String(version), seen })
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      if (this.#version === undefined) await this.#list()
      if (this.#version !== undefined && !signal.aborted) await this.#watch(this.#version)
      if (signal.aborted) return
      this.#turn++
      await pause(reopenPauseMs, signal).catch(() => {})
    }
  }

  async #list(): Promise<void> {
    const connection = new Connection(this.#target, this.#tools.secureContext)
    const found = await listObjects(connection, this.#tools.namespace, 'client')
    connection.close()
    if (this.#stopping.signal.aborted) return
    if ('outcome' in found) this.#tell({ step: 'list-failed', ...found })
    else {
      this.#version = found.resourceVersion
      this.#tell({ step: 'list', ...found })
    }
  }

  async #watch(from: string): Promise<void> {
    const { recorder } = this.#tools
    const { signal } = this.#stopping
    this.#tell({ step: 'open', from })
    const told = {
      answered: (status: number, reason?: string) =>
        this.#tell({ step: 'answered', from, status, ...(reason && { reason }) }),
      event: (event: WatchEvent, atUs: number) => {
        this.#version = event.resourceVersion
        recorder.write({ type: 'watch-event', watcher: this.#name, ...event }, atUs)
      },
    }
    const { closed, expired } = await followWatch(this.#target, from, this.#tools, told, signal)
    // Ended by ourselves: the watcher's own end says so.
    if (signal.aborted) return
    if (expired) this.#version = undefined
    if (closed) this.#tell({ step: 'closed', from, ...closed, ...(expired && { expired }) })
  }

  get #target(): Target {
    return this.#targets[this.#turn % this.#targets.length]!
  }

  #tell(step: Step<WatchSessionRecord>): void {
    const record = { type: 'watch-session', watcher: this.#name, path: this.#target.path, ...step } as const
    this.#tools.recorder.write(record)
  }
}

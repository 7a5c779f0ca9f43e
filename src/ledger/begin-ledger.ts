import { createSecureContext } from 'node:tls'
import { randomFrom } from '../base/seed.ts'
import type { Recorder } from '../prober/recorder.ts'
import { finalList } from './final-list.ts'
import { inTurn } from './in-turn.ts'
import type { LedgerSetup, Target } from './protocol.ts'
import { Reader } from './reader.ts'
import { Roster } from './roster.ts'
import { SharedObjects } from './shared-objects.ts'
import type { Tools } from './tools.ts'
import { Watcher } from './watcher.ts'
import { Writer } from './writer.ts'

const writerCount = 2
const sharedCount = 3
const writeIntervalMs = 250
const readIntervalMs = 500
// A watcher that goes on after a silent stream needs some of this; one that stands needs a few milliseconds.
const watchersLimitMs = 20_000
const finalListLimitMs = 30_000

export interface Ledger {
  /** Ends the writers, the readers and the watchers, in this order, and reads everything from every server. */
  finish(): Promise<void>
}

/**
 * Lets writers work through the balancer, a reader on each server and one that goes round them, and a watcher on each
 * server and on the balancer.
 */
export function beginLedger({ balancer, servers, api, namespace, seed }: LedgerSetup, recorder: Recorder): Ledger {
  const tools: Tools = { recorder, secureContext: createSecureContext(api), namespace }
  // Each draws from a sequence of its own, which no delay of another's answer disturbs.
  let drawers = 0
  const random = () => randomFrom(seed + drawers++)
  const roster = new Roster()
  const shared = new SharedObjects(sharedCount)
  const watchers = [
    new Watcher('watcher-lb', [balancer], tools),
    ...servers.map((_, first) => {
      const round = [...servers.slice(first), ...servers.slice(0, first)]
      return new Watcher(`watcher-${first}`, round, tools)
    }),
  ]
  const writers = Array.from(
    { length: writerCount },
    (_, index) => new Writer(`writer-${index}`, balancer, { shared, roster, random: random() }, tools),
  )
  const reader = (name: string, targets: Target[]) => new Reader(name, targets, { roster, random: random() }, tools)
  const readers = servers.map((server, index) => reader(`reader-${index}`, [server]))
  if (servers.length > 1) readers.push(reader('reader-round', servers))
  const writing = writers.map(writer => inTurn(() => writer.step(), writeIntervalMs))
  const reading = readers.map(reader => inTurn(() => reader.step(), readIntervalMs))
  return {
    finish: async () => {
      await Promise.all(writing.map(turns => turns.stop()))
      await writers[0]!.lastWord()
      await Promise.all(reading.map(turns => turns.stop()))
      for (const client of [...writers, ...readers]) client.close()
      const last = writers.map(({ acknowledged }) => acknowledged).reduce((a, b) => (a > b ? a : b))
      await Promise.all(watchers.map(watcher => watcher.finish(last, watchersLimitMs)))
      await Promise.all(servers.map(server => finalList(server, tools, finalListLimitMs)))
    },
  }
}

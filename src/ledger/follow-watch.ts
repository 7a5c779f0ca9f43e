import type { IncomingMessage } from 'node:http'
import { text as textOf } from 'node:stream/consumers'
import { nowUs } from '../base/clock.ts'
import type { WatchEventRecord } from '../history/ledger-records.ts'
import type { Outcome } from '../history/records.ts'
import { outcomeOfStatus } from '../prober/outcome.ts'
import { parseWatchLine, unreadable } from '../prober/watch-line.ts'
import { Call } from './call.ts'
import { type ApiObject, optionsFor, parseObject } from './connection.ts'
import { objectOf } from './list-objects.ts'
import type { Target } from './protocol.ts'
import { watchPath } from './requests.ts'
import type { Tools } from './tools.ts'

const answerDeadlineMs = 5000
// Something is written several times a second: a stream that is silent for longer than any election is dead.
const silenceMs = 15_000
// The server ends each stream by itself after this long, so that a run without any fault resumes on every server too.
const streamSeconds = 30
const gone = 410

/** An event as the record keeps it. */
export type WatchEvent = Omit<WatchEventRecord, 'seq' | 'atUs' | 'type' | 'watcher'>

interface Told {
  /** The server's answer to the request. */
  answered(status: number, reason: string | undefined): void
  event(event: WatchEvent, atUs: number): void
}

/** How one watch ended. */
export interface WatchEnd {
  /** Unset when the answer was no stream. */
  closed?: { outcome: Outcome; detail?: string }
  /** The version that it began from, or went on from, is no longer to be had. */
  expired: boolean
}

/** Watches one server from a version on until the stream ends; never throws. Ends early by the signal. */
export async function followWatch(
  target: Target,
  from: string,
  { secureContext, namespace }: Tools,
  told: Told,
  signal: AbortSignal,
): Promise<WatchEnd> {
  const path = watchPath(namespace, from, streamSeconds)
  const call = new Call({ ...optionsFor(target, secureContext), agent: false, method: 'GET', path })
  const stop = () => call.breakOff()
  signal.addEventListener('abort', stop)
  call.limit(answerDeadlineMs)
  try {
    const answer = await call.head
    const status = answer.statusCode ?? 0
    if (status !== 200) {
      const { reason } = parseObject(await textOf(answer))
      told.answered(status, reason)
      return { expired: status === gone }
    }
    told.answered(status, undefined)
    call.limit(silenceMs)
    for await (const { text, atUs } of linesOf(answer, call)) {
      const line = parseWatchLine(text)
      if (line === undefined) return { closed: unreadable(text), expired: false }
      if (line.type === 'ERROR') {
        const { code = 0, reason } = line.object
        return { closed: outcomeOfStatus(code, reason), expired: code === gone }
      }
      told.event(eventOf(line.type, line.object), atUs)
    }
    return { closed: { outcome: 'ok' }, expired: false }
  } catch (error) {
    return { closed: call.failureOf(error as Error), expired: false }
  } finally {
    call.ended()
    signal.removeEventListener('abort', stop)
  }
}

interface Line {
  text: string
  /** When its last byte was read. */
  atUs: number
}

/** What a broken stream leaves of a line is none. */
async function* linesOf(answer: IncomingMessage, call: Call): AsyncGenerator<Line> {
  let rest = ''
  answer.setEncoding('utf8')
  for await (const chunk of answer) {
    const atUs = nowUs()
    call.limit(silenceMs)
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const text of lines) if (text !== '') yield { text, atUs }
  }
}

function eventOf(event: WatchEvent['event'], object: ApiObject): WatchEvent {
  const { name, resourceVersion, value } = objectOf(object)
  if (event === 'BOOKMARK') return { event, resourceVersion }
  return { event, object: name, resourceVersion, ...(value !== undefined && { value }) }
}

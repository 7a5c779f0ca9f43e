import { constants } from 'node:http2'
import type { End } from './attempt.ts'
import type { H2Connection } from './h2-connection.ts'
import { outcomeOfStatus } from './outcome.ts'
import { parseWatchLine, unreadable, type WatchLine } from './watch-line.ts'

interface Listener {
  /** The server began to send events. */
  opened?(): void
  event?(event: WatchLine): void
  /** Refused, cut off, given up after a line that is not an event, or ended by the server in good order; told once. */
  ended(cause: End): void
}

/** Follows a watch at `path` until it ends; one that is not answered in time is given up. Returns what ends it. */
export function openWatch(connection: H2Connection, path: string, timeoutMs: number, listener: Listener): () => void {
  const stream = connection.open({ method: 'GET', path })
  const cancel = () => stream.close(constants.NGHTTP2_CANCEL)
  const timer = setTimeout(cancel, timeoutMs)
  timer.unref()
  let status = 0
  let failure: Error | undefined
  let broken: End | undefined
  let rest = ''
  const tell = () => {
    const lines = rest.split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      if (broken) return
      if (line === '') continue
      const event = parseWatchLine(line)
      if (event) listener.event?.(event)
      else {
        broken = unreadable(line)
        cancel()
      }
    }
  }
  stream.setEncoding('utf8')
  stream.on('response', headers => {
    clearTimeout(timer)
    status = headers[':status'] ?? 0
    if (status !== 200) return
    listener.opened?.()
    tell()
  })
  // May come before the head: node:http2 tells of that a tick later.
  stream.on('data', (text: string) => {
    rest += text
    if (status === 200) tell()
  })
  stream.on('error', error => {
    failure = error
  })
  stream.on('close', () => {
    clearTimeout(timer)
    if (broken) listener.ended(broken)
    else if (status === 0 && failure === undefined && connection.usable) {
      listener.ended({ outcome: 'timeout', detail: 'no answer to the watch' })
    } else if (status !== 0 && status !== 200) listener.ended(outcomeOfStatus(status, undefined))
    else if (stream.rstCode === constants.NGHTTP2_NO_ERROR && !failure && connection.usable) {
      listener.ended({ outcome: 'closed', detail: 'end of stream' })
    } else listener.ended(connection.causeOf(stream, failure))
  })
  return cancel
}

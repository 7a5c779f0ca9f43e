import type { Classified } from './outcome.ts'

/** A change of an object, or a bookmark, as a watch tells it. */
interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  object: { metadata: { name?: string; resourceVersion: string }; data?: { value?: string } }
}

/** The server's word that it cannot go on. */
interface WatchError {
  type: 'ERROR'
  object: { code?: number; reason?: string }
}

/** One line of a watch, as far as it is read. */
export type WatchLine = Change | WatchError

const changes = ['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']
const quotedLength = 80

/** Reads a line of a watch; undefined for one that client-go could not decode either: to it that is the watch's end. */
export function parseWatchLine(text: string): WatchLine | undefined {
  let line: Partial<WatchLine> | null
  try {
    line = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof line?.object !== 'object' || line.object === null) return undefined
  if (line.type === 'ERROR') return line as WatchError
  const { metadata } = line.object as Partial<Change['object']>
  return changes.includes(line.type!) && typeof metadata?.resourceVersion === 'string' ? (line as Change) : undefined
}

/** How a watch ends that brought such a line. */
export function unreadable(text: string): Classified {
  const quoted = JSON.stringify(text.slice(0, quotedLength))
  return { outcome: 'closed', detail: `not an event: ${quoted}${text.length > quotedLength ? ' …' : ''}` }
}

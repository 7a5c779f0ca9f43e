import type { LedgerHistory } from '../../history/history.ts'
import type { WatchEventRecord, WatchSessionRecord } from '../../history/ledger-records.ts'
import { isNewer, newest } from '../ledger/version.ts'

type Course = readonly (WatchEventRecord | WatchSessionRecord)[]

/** What one watcher saw, from a list to the next: over all streams that went on from one another. */
export interface WatchSegment {
  watcher: string
  /** Version and time of the list that it began with. */
  from: string
  listedUs: number
  /** How far it came: every version up to this one must have been told. */
  upTo: string
  /** Versions of the events that were told. */
  seen: Set<string>
}

/** A watcher's course, each event that breaks a promise told once and by what it breaks first. */
export interface WatchStory {
  watcher: string
  course: Course
  segments: WatchSegment[]
  events: number
  bookmarks: number
  /** Told before, or no newer than the version from which the stream was to go on. */
  repeated: WatchEventRecord[]
  /** New, and no newer than a bookmark before it. */
  belowBookmark: WatchEventRecord[]
  /** New, and older than an event before it in its stream. */
  disordered: WatchEventRecord[]
}

export const watchStories = (watchers: LedgerHistory['watchers']): WatchStory[] =>
  [...watchers].map(([watcher, course]) => watchStory(watcher, course))

function watchStory(watcher: string, course: Course): WatchStory {
  const story: WatchStory = {
    watcher,
    course,
    segments: [],
    events: 0,
    bookmarks: 0,
    repeated: [],
    belowBookmark: [],
    disordered: [],
  }
  let segment: WatchSegment | undefined
  let streamFrom = '0'
  let lastInStream = '0'
  let bookmark = '0'
  for (const record of course) {
    if (record.type === 'watch-session') {
      if (record.step === 'list') {
        segment = {
          watcher,
          from: record.resourceVersion,
          listedUs: record.atUs,
          upTo: record.resourceVersion,
          seen: new Set(),
        }
        story.segments.push(segment)
        bookmark = '0'
      }
      if (record.step === 'open') {
        streamFrom = record.from
        lastInStream = '0'
      }
      // All writers had ended, and it was given time to come that far.
      if (record.step === 'end' && segment) segment.upTo = newest(segment.upTo, record.awaited)
      continue
    }
    if (segment === undefined) continue
    const { event, resourceVersion: version } = record
    segment.upTo = newest(segment.upTo, version)
    if (event === 'BOOKMARK') {
      story.bookmarks++
      bookmark = newest(bookmark, version)
      continue
    }
    story.events++
    if (segment.seen.has(version)) story.repeated.push(record)
    else if (!isNewer(version, bookmark)) story.belowBookmark.push(record)
    else if (!isNewer(version, streamFrom)) story.repeated.push(record)
    else if (isNewer(lastInStream, version)) story.disordered.push(record)
    segment.seen.add(version)
    lastInStream = newest(lastInStream, version)
  }
  return story
}

/** An event as a watcher was told it. */
export interface EventSeen {
  event: WatchEventRecord['event']
  object: string | undefined
  version: string
}

export const eventSeen = ({ event, object, resourceVersion }: WatchEventRecord): EventSeen => ({
  event,
  object,
  version: resourceVersion,
})

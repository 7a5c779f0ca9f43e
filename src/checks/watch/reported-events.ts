import type { WatchEventRecord } from '../../history/ledger-records.ts'
import type { WatchStory } from './watch-story.ts'

/** What all watchers were told together. */
export interface ReportedEvents {
  /** The first telling of each version. */
  byVersion: Map<string, WatchEventRecord>
  /** Versions at which two watchers were told different things. */
  conflicts: { one: WatchEventRecord; other: WatchEventRecord }[]
}

export function reportedEvents(watchers: readonly WatchStory[]): ReportedEvents {
  const byVersion = new Map<string, WatchEventRecord>()
  const conflicts: ReportedEvents['conflicts'] = []
  for (const { course } of watchers) {
    for (const record of course) {
      if (record.type !== 'watch-event' || record.event === 'BOOKMARK') continue
      const first = byVersion.get(record.resourceVersion)
      if (first === undefined) byVersion.set(record.resourceVersion, record)
      else if (!isSame(first, record)) conflicts.push({ one: first, other: record })
    }
  }
  return { byVersion, conflicts }
}

const isSame = (one: WatchEventRecord, other: WatchEventRecord): boolean =>
  one.event === other.event && one.object === other.object && one.value === other.value

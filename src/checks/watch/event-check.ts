import type { WatchEventRecord } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { type EventSeen, eventSeen, type WatchStory } from './watch-story.ts'

type Seen = { kind: 'event-reported'; watcher: string; event: EventSeen }

/** Why nothing can be said of watches. */
export type NoEventReported = { kind: 'no-event-reported' }

/** What is said of events that must not come. */
export type EventCheck<Kind extends string> = TallyCheck<
  Kind,
  { events: number; bookmarks: number; watchers: number },
  Seen,
  NoEventReported
>

/** A check that no watch is ever told an event that breaks a promise. */
export const eventCheck =
  <const Kind extends string>(kind: Kind, broken: (story: WatchStory) => readonly WatchEventRecord[]) =>
  ({ ledger: { watchers } }: Facts): Finding<EventCheck<Kind>>[] => {
    if (watchers.length === 0) return []
    const events = watchers.reduce((sum, story) => sum + story.events, 0)
    const bookmarks = watchers.reduce((sum, story) => sum + story.bookmarks, 0)
    return [
      never({
        kind,
        evidenceKind: 'presence',
        violations: watchers.flatMap(broken),
        show: record => ({
          fromUs: record.atUs,
          toUs: record.atUs,
          seen: { kind: 'event-reported', watcher: record.watcher, event: eventSeen(record) },
        }),
        counts: { events, bookmarks, watchers: watchers.length },
        unknown: events === 0 ? { kind: 'no-event-reported' } : undefined,
      }),
    ]
  }

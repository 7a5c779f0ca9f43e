import type { WatchEventRecord } from '../../history/ledger-records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { never } from '../never.ts'
import { eventWords, type WatchStory } from './watch-story.ts'

interface EventPromise {
  id: string
  title: string
  broken: (story: WatchStory) => readonly WatchEventRecord[]
  what: string
  pass: (counts: { events: number; bookmarks: number; watchers: number }) => string
}

/** A check that some kind of event never comes. */
export const eventCheck =
  ({ id, title, broken, what, pass }: EventPromise) =>
  ({ ledger: { watchers } }: Facts): Finding[] => {
    if (watchers.length === 0) return []
    const events = watchers.reduce((sum, story) => sum + story.events, 0)
    const bookmarks = watchers.reduce((sum, story) => sum + story.bookmarks, 0)
    return [
      never({
        id,
        title,
        ground: 'presence',
        violations: watchers.flatMap(broken),
        show: record => ({
          fromUs: record.atUs,
          toUs: record.atUs,
          text: `${record.watcher} was told ${eventWords(record)}`,
        }),
        among: `of ${events} watch events`,
        what,
        pass: pass({ events, bookmarks, watchers: watchers.length }),
        unknown: events === 0 ? 'no watcher was told of any event' : undefined,
      }),
    ]
  }

import { type EventCheck, eventCheck } from './event-check.ts'

/** What is said of bookmarks. */
export type WatchBookmarkCheck = EventCheck<'watch/bookmark'>

/** A bookmark says that everything up to its version was told: nothing at or below it comes later. */
export const watchBookmark = eventCheck('watch/bookmark', ({ belowBookmark }) => belowBookmark)

import { eventCheck } from './event-check.ts'

/** A bookmark says that everything up to its version was told: nothing at or below it comes later. */
export const watchBookmark = eventCheck({
  id: 'watch/bookmark',
  title: 'Nothing at or below a bookmark comes after it',
  broken: ({ belowBookmark }) => belowBookmark,
  what: 'came after a bookmark that is no older',
  pass: ({ bookmarks }) => `nothing new came at or below any of ${bookmarks} bookmarks`,
})

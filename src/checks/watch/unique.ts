import { type EventCheck, eventCheck } from './event-check.ts'

/** What is said of events that come again. */
export type WatchUniqueCheck = EventCheck<'watch/unique'>

/** No event is told twice, neither within a stream nor after it was resumed from a later version. */
export const watchUnique = eventCheck('watch/unique', ({ repeated }) => repeated)

import { type EventCheck, eventCheck } from './event-check.ts'

/** What is said of the order of events. */
export type WatchOrderedCheck = EventCheck<'watch/ordered'>

/** Versions rise within every stream. */
export const watchOrdered = eventCheck('watch/ordered', ({ disordered }) => disordered)

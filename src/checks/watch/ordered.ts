import { type EventCheck, eventCheck } from './event-check.ts'

export type WatchOrderedCheck = EventCheck<'watch/ordered'>

/** Versions rise within every stream. */
export const watchOrdered = eventCheck('watch/ordered', ({ disordered }) => disordered)

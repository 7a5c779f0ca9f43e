import type { Operation } from '../history/records.ts'

/** What asks whatever keeps the state. A cache's answers and whatever asks no API go on without it. */
export const needsState = (operation: Operation): boolean =>
  operation === 'quorum-read' || operation === 'write' || operation === 'watch' || operation === 'readyz'

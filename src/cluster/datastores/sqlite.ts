import type { Datastore } from './datastore.ts'

/** A file of the only server: what k3s takes when it is told nothing. */
export const sqlite: Datastore = { serverArgs: () => [], othersStart: 'at-once' }

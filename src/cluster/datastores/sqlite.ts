import type { Datastore } from './datastore.ts'

/** A file of the only server: what a distribution that has it takes when it is told nothing. */
export const sqlite: Datastore = {}

import type { Datastore } from './datastore.ts'

/** A member on every server: how one founds the cluster and others join it is their distribution's matter. */
export const embeddedEtcd: Datastore = {}

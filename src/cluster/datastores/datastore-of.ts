import { BadInputError } from '../../base/errors.ts'
import type { Topology } from '../../topology/topology.ts'
import type { Datastore } from './datastore.ts'
import { embeddedEtcd } from './embedded-etcd.ts'

const datastores: Partial<Record<Topology['datastore'], Datastore>> = { 'embedded-etcd': embeddedEtcd }

/** The datastore of a topology. @throws BadInputError for one that cannot be had */
export function datastoreOf({ datastore: word }: Topology): Datastore {
  const datastore = datastores[word]
  if (datastore === undefined) throw new BadInputError(`topology.datastore: there is no ${word} yet`)
  return datastore
}

import type { Topology } from '../../topology/topology.ts'
import type { Datastore } from './datastore.ts'
import { embeddedEtcd } from './embedded-etcd.ts'
import { externalEtcd } from './external-etcd.ts'
import { mysql } from './mysql.ts'
import { postgres } from './postgres.ts'
import { sqlite } from './sqlite.ts'

const datastores: Record<Topology['datastore'], Datastore> = {
  'embedded-etcd': embeddedEtcd,
  'external-etcd': externalEtcd,
  postgres,
  mysql,
  sqlite,
}

/** The datastore of a topology. */
export const datastoreOf = ({ datastore }: Topology): Datastore => datastores[datastore]

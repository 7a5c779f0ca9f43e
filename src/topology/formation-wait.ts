import type { StartTimers } from '../distributions/start-timers.ts'
import type { Topology } from './topology.ts'

/** For how long a formation waits for the clock at the most, in ms: joiners of an embedded etcd become voters one a tick. */
export const formationWaitMs = (
  { servers, datastore }: Pick<Topology, 'servers' | 'datastore'>,
  { learnerTickMs = 0, etcdTestMs = 0 }: StartTimers,
): number => (datastore === 'embedded-etcd' ? (servers - 1) * learnerTickMs + etcdTestMs : 0)

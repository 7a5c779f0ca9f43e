import { distributionOf } from '../distributions/distribution-of.ts'
import type { StartTimers } from '../distributions/start-timers.ts'
import { startTimersOf } from '../distributions/start-timers-of.ts'
import type { ImageRecord } from '../history/manifest.ts'
import type { Topology } from '../topology/topology.ts'

/** Environment that a node image needs beside its distribution's arguments; only one that stands in for another gets some. */
export function nodeEnvironment({ standIn: isStandIn }: ImageRecord, topology: Topology): Record<string, string> {
  const { standIn } = distributionOf(topology)
  if (!isStandIn || standIn === undefined || topology.timing !== 'fast') return {}
  const timers = startTimersOf(topology, isStandIn)
  const told = Object.entries(standIn.variables) as [keyof StartTimers, string][]
  return Object.fromEntries(told.map(([timer, variable]) => [variable, `${timers[timer]}ms`]))
}

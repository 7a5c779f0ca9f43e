import { distributionOf } from '../distributions/distribution-of.ts'
import type { DistributionWord } from '../distributions/distributions.ts'

/** What the rest of a run takes: balancer, prober and harness, out of 1.4 GB measured for three servers and these. */
export const beside = { bytes: 420e6, cores: 1 } as const

interface Size {
  distribution: DistributionWord
  servers: number
  agents: number
  datastore: string
}

/** The memory that a cluster and what runs beside it take: below `leastBytes` it cannot work, `statedBytes` is its makers' word. */
export function memoryOf({ servers, agents, datastore, ...topology }: Size): {
  leastBytes: number
  statedBytes: number
} {
  const { server, agent } = distributionOf(topology).sizing
  const stated = datastore === 'embedded-etcd' ? server.statedBytes.embeddedEtcd : server.statedBytes.otherwise
  return {
    leastBytes: beside.bytes + servers * server.leastBytes,
    statedBytes: beside.bytes + servers * stated + agents * agent.statedBytes,
  }
}

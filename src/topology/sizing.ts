/**
 * What one node takes at rest. `leastBytes`: a server of the stand-in as measured, three beside each other on one host;
 * `statedBytes`: what k3s' documentation measured for a server with its workload on k3s 1.19 (resource profiling), and
 * asks for an agent (requirements).
 */
export const sizing = {
  server: { leastBytes: 310 * 2 ** 20, statedBytes: { embeddedEtcd: 896e6, otherwise: 768e6 }, cores: 0.25 },
  agent: { statedBytes: 512e6 },
  /** The rest of a run: balancer, prober and harness, out of 1.4 GB measured for three servers and these. */
  beside: { bytes: 420e6, cores: 1 },
} as const

interface Size {
  servers: number
  agents: number
  datastore: string
}

/** The memory that a cluster and what runs beside it take: below `leastBytes` it cannot work, `statedBytes` is k3s' word. */
export function memoryOf({ servers, agents, datastore }: Size): { leastBytes: number; statedBytes: number } {
  const { server, agent, beside } = sizing
  const stated = datastore === 'embedded-etcd' ? server.statedBytes.embeddedEtcd : server.statedBytes.otherwise
  return {
    leastBytes: beside.bytes + servers * server.leastBytes,
    statedBytes: beside.bytes + servers * stated + agents * agent.statedBytes,
  }
}

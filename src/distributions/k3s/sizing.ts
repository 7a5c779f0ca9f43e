import type { NodeSizing } from '../node-sizing.ts'

/**
 * `leastBytes`: a server of the stand-in as measured, three beside each other on one host; `statedBytes`: what k3s'
 * documentation measured for a server with its workload on k3s 1.19 (resource profiling), and asks for an agent
 * (requirements).
 */
export const k3sSizing: NodeSizing = {
  server: { leastBytes: 310 * 2 ** 20, statedBytes: { embeddedEtcd: 896e6, otherwise: 768e6 }, cores: 0.25 },
  agent: { statedBytes: 512e6 },
  statedBy: "k3s' documentation",
  source:
    "k3s documentation: Resource Profiling, 896 MB for a server with etcd; the stand-in's servers take 310 MiB, measured",
}

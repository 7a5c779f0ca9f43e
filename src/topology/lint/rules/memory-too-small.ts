import { memoryOf } from '../../sizing.ts'
import type { Rule } from '../rule.ts'

export const memoryTooSmall: Rule = {
  severity: 'warning',
  why: 'What does not fit is killed by the kernel in the middle of a run, and looks like a fault of the cluster.',
  source: ({ sizing }) => sizing.source,
  advice: 'Use fewer servers or agents, or a machine with more memory.',
  look({ topology, host }) {
    if (topology === undefined || host === undefined) return []
    const { leastBytes, statedBytes } = memoryOf(topology)
    if (host.memoryBytes >= statedBytes) return []
    const nodes = `${topology.servers} servers${topology.agents > 0 ? ` and ${topology.agents} agents` : ''}`
    const tooSmall = host.memoryBytes < leastBytes
    const needed = tooSmall ? `cannot do with less than ${gigabytes(leastBytes)}` : `want ${gigabytes(statedBytes)}`
    return [
      {
        subject: 'memory',
        found: `This machine has ${gigabytes(host.memoryBytes)}; ${nodes} ${needed}.`,
        ...(tooSmall ? { severity: 'error' as const } : {}),
      },
    ]
  },
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

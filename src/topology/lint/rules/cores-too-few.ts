import { distributionOf } from '../../../distributions/distribution-of.ts'
import { beside } from '../../sizing.ts'
import type { Rule } from '../rule.ts'

export const coresTooFew: Rule = {
  severity: 'warning',
  why: 'A prober that waits for a CPU sends late, and what rests on its samples is unknown; etcd that waits loses its leader without any fault.',
  source: 'measured: a quarter of a core for each server at rest, one core for what runs beside',
  advice: 'Use fewer servers, or a machine with more cores.',
  look({ topology, host }) {
    if (topology === undefined || host === undefined) return []
    const needed = beside.cores + topology.servers * distributionOf(topology).sizing.server.cores
    if (host.cores >= needed) return []
    const found = `This machine has ${host.cores} cores; at rest its servers and what probes them take ${needed.toFixed(1)}.`
    return [{ subject: 'cores', found }]
  },
}

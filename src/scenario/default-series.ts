import type { SeriesDefinition } from '../history/records.ts'

const rateHz = 20
// A client that waits longer than this on one connection measures its own patience.
const deadlineMs = 5000
// etcd answers a write that it lost with its leader after 5 s + 2 elections = 15 s under k3s' timers (measuring 2.4).
const freshWriteDeadlineMs = 15_000

/** What every run observes: three operations through the load balancer, on new and on reused connections. */
export const defaultSeries: SeriesDefinition[] = (['cached-read', 'quorum-read', 'write'] as const).flatMap(operation =>
  (['new', 'reused'] as const).map(connection => ({
    id: `lb/${operation}/${connection}`,
    path: 'lb' as const,
    operation,
    connection,
    intervalMs: 1000 / rateHz,
    deadlineMs: operation === 'write' && connection === 'new' ? freshWriteDeadlineMs : deadlineMs,
  })),
)

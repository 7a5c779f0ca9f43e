import type { Connection, Operation, ProbePath, SeriesDefinition } from '../history/records.ts'
import { serverIds } from '../topology/node-id.ts'

/** Names of the sets that a scenario's `probes` may name. */
export const probeSetNames = ['default', 'layers', 'connections', 'paths'] as const
export type ProbeSetName = (typeof probeSetNames)[number]

// The apiserver remembers its etcd check for a second, so that a faster readyz would see nothing more. A watch, a stream
// and a Service change slowly enough to be sampled less often than requests.
const ratesHz: Partial<Record<Operation, number>> = { readyz: 1, watch: 5, stream: 5, dns: 5, service: 5 }
const usualRateHz = 20
// A client that waits longer than this on one connection measures its own patience.
const deadlineMs = 5000
// etcd answers a write that it lost with its leader after 5 s + 2 elections = 15 s under the slowest timers (measuring 2.4).
const freshWriteDeadlineMs = 15_000

/** The series of this path, operation and connection, at the operation's own rate. */
export const seriesOf = (path: ProbePath, operation: Operation, connection: Connection): SeriesDefinition => ({
  id: `${path}/${operation}/${connection}`,
  path,
  operation,
  connection,
  intervalMs: 1000 / (ratesHz[operation] ?? usualRateHz),
  deadlineMs: operation === 'write' && connection === 'new' ? freshWriteDeadlineMs : deadlineMs,
})

const lb = (operation: Operation, connection: Connection) => seriesOf('lb', operation, connection)

/** What a run observes unless its scenario says otherwise: reads, writes, readiness and a watch, as clients have them. */
export const defaultSeries: readonly SeriesDefinition[] = [
  lb('cached-read', 'new'),
  lb('cached-read', 'reused'),
  lb('quorum-read', 'new'),
  lb('quorum-read', 'reused'),
  lb('write', 'new'),
  lb('write', 'reused'),
  lb('readyz', 'new'),
  lb('watch', 'reused-h2'),
]

/** The series of a set, on a cluster of so many servers. */
export function probeSet(name: ProbeSetName, servers: number): readonly SeriesDefinition[] {
  switch (name) {
    case 'default':
      return defaultSeries
    case 'layers':
      // Which layer of a request is it that fails?
      return [
        ...(['tcp-connect', 'tls', 'readyz', 'static-read', 'cached-read', 'quorum-read', 'write'] as const).map(
          operation => lb(operation, 'new'),
        ),
        lb('watch', 'reused-h2'),
      ]
    case 'connections':
      // What does a client's way to keep its connection cost it?
      return (['quorum-read', 'write'] as const).flatMap(operation =>
        (['new', 'reused', 'reused-h2', 'reused-h2-ping'] as const).map(connection => lb(operation, connection)),
      )
    case 'paths':
      // Is it the balancer, a server, or the Service?
      return [
        ...serverIds(servers).map(server => `direct:${server}` as const),
        'lb' as const,
        'in-cluster' as const,
      ].map(path => seriesOf(path, 'cached-read', 'new'))
  }
}

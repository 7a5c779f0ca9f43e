import type { SeriesDefinition } from '../history/records.ts'
import { ConnectSampler } from './connect-sampler.ts'
import { DnsSampler } from './dns-sampler.ts'
import type { Endpoint } from './endpoint.ts'
import { H2Client } from './h2-client.ts'
import { H2Sampler } from './h2-sampler.ts'
import { Http1Sampler } from './http1-sampler.ts'
import { requestOf } from './operations.ts'
import { clientGoHealth } from './ping-health.ts'
import type { Sampler } from './sampler.ts'
import { StreamSampler } from './stream-sampler.ts'
import { WatchSampler } from './watch-sampler.ts'

/** What carries out a series' samples. */
export function samplerFor(
  { id, operation, connection, deadlineMs }: SeriesDefinition,
  endpoint: Endpoint,
  namespace: string,
): Sampler {
  const h2 = () => new H2Client(endpoint, connection === 'reused-h2-ping' ? clientGoHealth : undefined)
  const request = (n: number) => requestOf(operation, namespace, id, n)
  switch (operation) {
    case 'tcp-connect':
      return new ConnectSampler(endpoint, false)
    case 'tls':
      return new ConnectSampler(endpoint, true)
    case 'dns':
      return new DnsSampler(endpoint)
    case 'watch':
      return new WatchSampler(h2(), { id, namespace, deadlineMs })
    case 'stream':
      return new StreamSampler(h2(), namespace, deadlineMs)
    default:
      return connection === 'new' || connection === 'reused'
        ? new Http1Sampler(endpoint, connection === 'reused', request)
        : new H2Sampler(h2(), request)
  }
}

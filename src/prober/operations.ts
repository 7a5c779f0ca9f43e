import type { Operation } from '../history/records.ts'

/** One request to an HTTP server. */
export interface Request {
  method: 'GET' | 'POST'
  path: string
  body?: string
  /** The object that a write creates. */
  object?: string
}

/** Marks the ledger's objects, so that the final read finds them and nothing else; its value tells whose they are. */
export const ledgerLabel = 'holdfast.dev/ledger'

/** Name of the object that sample `n` of a series writes. */
export const objectName = (series: string, n: number): string =>
  `${series.replaceAll(/[^a-z0-9]+/g, '-')}-${String(n).padStart(6, '0')}`

/** A request that creates a ConfigMap with one label. */
export function creation(namespace: string, name: string, labels: Record<string, string>): Request {
  const body = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels } })
  return { method: 'POST', path: `/api/v1/namespaces/${namespace}/configmaps`, body, object: name }
}

/** What sample `n` of a series sends, of the operations that are one request and its answer. */
export function requestOf(operation: Operation, namespace: string, series: string, n: number): Request {
  switch (operation) {
    case 'readyz':
      return { method: 'GET', path: '/readyz' }
    case 'static-read':
      // Answered without etcd.
      return { method: 'GET', path: '/version' }
    case 'cached-read':
      // resourceVersion=0 lets the apiserver answer from its watch cache, without etcd.
      return { method: 'GET', path: '/api/v1/namespaces/default?resourceVersion=0' }
    case 'quorum-read':
      return { method: 'GET', path: '/api/v1/namespaces/default' }
    case 'write':
      return creation(namespace, objectName(series, n), { [ledgerLabel]: 'probe' })
    case 'service':
      return { method: 'GET', path: '/' }
    default:
      throw new RangeError(`no request belongs to ${operation}`)
  }
}

import type { Operation } from '../history/records.ts'

interface Request {
  method: 'GET' | 'POST'
  path: string
  body?: string
  /** The object that a write creates. */
  object?: string
}

/** Marks the ledger's objects, so that the final read finds them and nothing else. */
export const ledgerLabel = 'holdfast.dev/ledger'

/** What sample `n` of a series sends. */
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
    case 'write': {
      const object = `${series.replaceAll(/[^a-z0-9]+/g, '-')}-${String(n).padStart(6, '0')}`
      const body = JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: object, labels: { [ledgerLabel]: 'true' } },
      })
      return { method: 'POST', path: `/api/v1/namespaces/${namespace}/configmaps`, body, object }
    }
    default:
      throw new RangeError(`no request belongs to ${operation}`)
  }
}

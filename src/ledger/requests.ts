import type { LedgerOperation } from '../history/ledger-records.ts'
import { ledgerLabel } from '../prober/operations.ts'
import type { ApiRequest } from './connection.ts'

/** What an operation sends: a write its value, and an update or delete the version that it demands to find. */
export type Intent = Pick<LedgerOperation, 'verb' | 'object' | 'value' | 'expects'>

/** `client`: what the ledger's own clients write; `all`: what the write probes create, too. */
export type Part = 'client' | 'all'

const selectorOf = (part: Part): string =>
  `labelSelector=${encodeURIComponent(part === 'all' ? ledgerLabel : `${ledgerLabel}=client`)}`
const collection = (namespace: string): string => `/api/v1/namespaces/${namespace}/configmaps`

/** The request of one operation. */
export function requestOf(namespace: string, { verb, object, value, expects }: Intent): ApiRequest {
  const path = `${collection(namespace)}/${object}`
  const metadata = { name: object, labels: { [ledgerLabel]: 'client' } }
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { value } }
  switch (verb) {
    case 'create':
      return { method: 'POST', path: collection(namespace), body: configMap }
    case 'update':
      return { method: 'PUT', path, body: { ...configMap, metadata: { ...metadata, resourceVersion: expects } } }
    case 'delete':
      return { method: 'DELETE', path, body: { kind: 'DeleteOptions', preconditions: { resourceVersion: expects } } }
    case 'get':
      return { method: 'GET', path }
    case 'get-cached':
      // resourceVersion=0 lets the apiserver answer from its watch cache, without etcd.
      return { method: 'GET', path: `${path}?resourceVersion=0` }
  }
}

/** The path of one page of a list through the quorum; `from` continues an earlier page, at its version. */
export function listPath(namespace: string, part: Part, limit: number, from: string | undefined): string {
  const rest = from === undefined ? '' : `&continue=${encodeURIComponent(from)}`
  return `${collection(namespace)}?${selectorOf(part)}&limit=${limit}${rest}`
}

/** The path of a watch of what the clients write after a version, which the server ends by itself after so many seconds. */
export const watchPath = (namespace: string, resourceVersion: string, seconds: number): string =>
  `${collection(namespace)}?${selectorOf('client')}&watch=true&allowWatchBookmarks=true&resourceVersion=${resourceVersion}&timeoutSeconds=${seconds}`

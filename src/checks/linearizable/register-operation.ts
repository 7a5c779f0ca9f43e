import type { LedgerOperation } from '../../history/ledger-records.ts'

/** What one client did to one object, as the search for an order sees it. Times in µs. */
export interface RegisterOperation {
  client: string
  verb: 'create' | 'update' | 'delete' | 'get'
  callUs: number
  /** Infinite when it had no answer: it may take effect at any time after its call. */
  returnUs: number
  /** True when it may also never have taken effect. */
  optional: boolean
  /** What a create or update stores, what a get saw. */
  value?: string | undefined
  /** The version that it made or saw. A get without one saw no object; of a write without one it is not known. */
  version?: string | undefined
  /** The version that an update or delete demanded. */
  expects?: string | undefined
}

/**
 * A client's operation for the search; undefined if it says nothing: rejected, or a read without an answer or from a
 * cache. `seen`: versions under which values of writes without an answer were seen; those took effect.
 */
export function registerOperation(
  { client, verb, fate, sentUs, endUs, value, expects, resourceVersion }: LedgerOperation,
  seen: ReadonlyMap<string, string>,
): RegisterOperation | undefined {
  if (verb === 'get-cached' || fate === 'rejected' || (verb === 'get' && fate !== 'acknowledged')) return undefined
  const isOpen = fate === 'indeterminate'
  const version = resourceVersion ?? (value === undefined ? undefined : seen.get(value))
  const returnUs = isOpen ? Number.POSITIVE_INFINITY : endUs
  return { client, verb, callUs: sentUs, returnUs, optional: isOpen && version === undefined, value, version, expects }
}

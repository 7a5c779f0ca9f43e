/** What one client did to one object, as the search for an order sees it. Times in µs. */
export interface RegisterOperation {
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

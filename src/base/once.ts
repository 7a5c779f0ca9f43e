/** The same work however often it is asked for: later calls get what the first one got. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let first: Promise<T> | undefined
  return () => {
    first ??= work()
    return first
  }
}

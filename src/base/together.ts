/**
 * Runs tasks side by side. When one fails, the signal of the others aborts; the first failure is thrown when all have
 * ended, so that nothing goes on behind the caller's back.
 */
export async function together(
  signal: AbortSignal,
  tasks: readonly ((signal: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const failure = new AbortController()
  const shared = AbortSignal.any([signal, failure.signal])
  const results = await Promise.allSettled(
    tasks.map(async task => {
      try {
        await task(shared)
      } catch (error) {
        failure.abort(error)
        throw error
      }
    }),
  )
  signal.throwIfAborted()
  if (results.some(({ status }) => status === 'rejected')) throw failure.signal.reason
}

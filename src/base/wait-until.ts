import { setTimeout as sleep } from 'node:timers/promises'
import pRetry, { AbortError } from 'p-retry'
import { formatMs } from './duration.ts'
import { HoldfastError, messageOf, WaitTimeoutError } from './errors.ts'

interface WaitOptions {
  timeoutMs: number
  /** @default 200 */
  intervalMs?: number
  signal?: AbortSignal
  /** Told what was seen after every attempt that did not succeed. */
  onObservation?: (lastSeen: string) => void
}

/** Thrown inside an attempt to say "not yet, and this is what I see". */
export class NotYet extends Error {
  override readonly name = 'NotYet'
}

/**
 * Tries `attempt` until it returns; every attempt gets a signal that ends with the wait.
 * A {@link HoldfastError} that is no time-out ends the wait at once: it will not get better.
 * @throws WaitTimeoutError saying what was awaited, for how long, and what was last seen.
 */
export async function waitUntil<T>(
  description: string,
  attempt: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, intervalMs = 200, signal, onObservation }: WaitOptions,
): Promise<T> {
  const deadline = AbortSignal.timeout(timeoutMs)
  const ended = signal ? AbortSignal.any([signal, deadline]) : deadline
  let lastSeen = 'nothing yet'
  const once = async () => {
    try {
      return await attempt(ended)
    } catch (error) {
      if (error instanceof HoldfastError && !(error instanceof WaitTimeoutError)) throw new AbortError(error)
      if (!ended.aborted) {
        lastSeen = messageOf(error)
        onObservation?.(lastSeen)
      }
      throw error instanceof Error ? new NotYet(error.message, { cause: error }) : error
    }
  }
  try {
    return await pRetry(once, {
      retries: Number.POSITIVE_INFINITY,
      factor: 1,
      minTimeout: intervalMs,
      maxTimeout: intervalMs,
      signal: ended,
    })
  } catch (error) {
    signal?.throwIfAborted()
    if (!deadline.aborted) throw error
    throw new WaitTimeoutError(`waited ${formatMs(timeoutMs)} for ${description}; last seen: ${lastSeen}`, {
      // That time ran out is said.
      cause: error === deadline.reason ? undefined : error,
    })
  }
}

/** Waits a planned length of time, or until the signal. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> => sleep(ms, undefined, signal ? { signal } : {})

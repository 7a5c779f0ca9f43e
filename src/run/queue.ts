import type { Progress } from '../base/progress.ts'
import { withLock } from '../engine/lock.ts'

/** Set to `off`, runs do not wait for each other: what each measures is then the other's load too. */
export const queueVariable = 'HOLDFAST_QUEUE'

interface Turn {
  /** Of the run, for those who wait. */
  title: string
  progress: Progress
  signal: AbortSignal
}

/**
 * Waits until no other run of this user on this host works, and keeps others waiting until disposed, or the end of this
 * process: two clusters on one desk starve each other's probes.
 */
export async function takeTurn({ title, progress, signal }: Turn): Promise<Disposable> {
  if (process.env[queueVariable] === 'off') return { [Symbol.dispose]: () => {} }
  const onWait = (holder: string) =>
    progress.note(`waiting for ${holder}: one run at a time ('--no-queue' does not wait)`)
  const taken = Promise.withResolvers<Disposable>()
  withLock('run', { purpose: `runs '${title}'`, onWait, signal }, () => {
    const ended = Promise.withResolvers<void>()
    taken.resolve({ [Symbol.dispose]: ended.resolve })
    return ended.promise
  }).catch(taken.reject)
  return taken.promise
}

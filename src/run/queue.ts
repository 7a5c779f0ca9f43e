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

/** Runs `work` while no other run of this user on this host works: two clusters on one desk starve each other's probes. */
export function inTurn<T>({ title, progress, signal }: Turn, work: () => Promise<T>): Promise<T> {
  if (process.env[queueVariable] === 'off') return work()
  const onWait = (holder: string) =>
    progress.note(`waiting for ${holder}: one run at a time ('--no-queue' does not wait)`)
  return withLock('run', { purpose: `runs '${title}'`, onWait, signal }, work)
}

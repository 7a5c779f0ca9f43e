import { InterruptedError } from '../base/errors.ts'
import type { Progress } from '../base/progress.ts'
import type { ImageChoice } from '../images/image-choice.ts'
import { prepareEngine } from '../images/prepare-engine.ts'
import { removeStrayTrees } from '../images/temporary-tree.ts'
import { listenForInterruption } from './interruption.ts'

/** Runs work of this very process so that a signal ends it in order. @throws InterruptedError */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const interruption = listenForInterruption(() => {})
  void interruption.first.then(signal => controller.abort(new InterruptedError(`stopped by ${signal}`)))
  try {
    return await work(controller.signal)
  } catch (error) {
    // Whatever broke off because of the signal, the signal is why.
    controller.signal.throwIfAborted()
    throw error
  } finally {
    interruption.stopListening()
  }
}

/** Engine and images, found or made, before anything is measured. */
export const prepare = (progress: Progress, choice: ImageChoice): Promise<void> =>
  interruptible(async signal => {
    await removeStrayTrees()
    await prepareEngine(choice, progress, signal)
  })

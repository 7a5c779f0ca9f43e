import { pause } from '../base/wait-until.ts'

// A port that refuses must not be hammered.
const failurePauseMs = 250

/** Takes one step after the other, at most one in `intervalMs`, until stopped; a step says whether it succeeded. */
export function inTurn(step: () => Promise<boolean>, intervalMs: number): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const steps = async () => {
    while (!signal.aborted) {
      const begin = performance.now()
      const restMs = (await step()) ? 0 : failurePauseMs
      await pause(Math.max(restMs, intervalMs - (performance.now() - begin)), signal).catch(() => {})
    }
  }
  const running = steps()
  return {
    /** Resolves when the step under way has ended. */
    stop: () => {
      stopping.abort()
      return running
    },
  }
}

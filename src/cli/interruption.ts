import { exitCodes } from '../base/errors.ts'
import { isRunning } from '../run/supervision.ts'
import { followedParents } from './followed-parents.ts'

/** What a supervisor listens to. */
interface Interruption {
  /** The first signal. Never settles when none comes. */
  first: Promise<NodeJS.Signals>
  stopListening(): void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** One Ctrl-C arrives up to three times: from the terminal, from npm, and from the older Node that started us. */
const sameKeypressMs = 1000
const lookAtParentsMs = 1000

/**
 * Listens for INT, TERM and HUP. After the first, another one that is not its echo exits at once with 130, `onSecond`
 * being called before. The death of a followed parent counts as a HUP: killed outright, it cannot tell us otherwise.
 */
export function listenForInterruption(onSecond: () => void): Interruption {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>()
  let firstAtMs: number | undefined
  const hear = (signal: NodeJS.Signals) => {
    firstAtMs ??= performance.now()
    resolve(signal)
    if (performance.now() - firstAtMs < sameKeypressMs) return
    onSecond()
    process.exit(exitCodes.interrupted)
  }
  for (const signal of signals) process.on(signal, hear)

  const parents = followedParents()
  const look = setInterval(() => {
    if (parents.every(isRunning)) return
    clearInterval(look)
    hear('SIGHUP')
  }, lookAtParentsMs).unref()

  return {
    first: promise,
    stopListening: () => {
      clearInterval(look)
      // Once interrupted, an echo may still come, and would end this process before it has said its last word.
      if (firstAtMs === undefined) for (const signal of signals) process.off(signal, hear)
    },
  }
}

import type { EngineError } from '../base/errors.ts'
import { type Engine, requireAnswer } from './engine.ts'

const intervalMs = 2000
// A machine that starts three servers keeps its engine waiting too; one that hangs stays silent for good.
const silenceMs = 15_000

/** Asks the engine for a sign of life again and again, and tells once when it gives none. A hung one ends no connection. */
export function watchAnswers(engine: Engine, onSilent: (error: EngineError) => void): Disposable {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const ask = async () => {
    try {
      await requireAnswer(engine, silenceMs)
      if (!stopped) timer = setTimeout(ask, intervalMs).unref()
    } catch (error) {
      if (!stopped) onSilent(error as EngineError)
    }
  }
  void ask()
  return {
    [Symbol.dispose]: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}

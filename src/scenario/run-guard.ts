import { formatMs } from '../base/duration.ts'
import { ClusterError, EngineError } from '../base/errors.ts'
import { type Engine, requireAnswer } from '../engine/engine.ts'
import { watchAnswers } from '../engine/watch-answers.ts'

// Twice what a large cluster takes to form, break and settle; every wait within has a limit of its own.
const usualMs = 20 * 60_000

/** Ends a run from outside its story: at its deadline, when the engine is gone or hangs, when the record cannot be kept. */
export class RunGuard implements Disposable {
  /** Ends with the caller's signal too. */
  readonly signal: AbortSignal
  readonly #engine: Engine
  readonly #broken = new AbortController()
  readonly #watches = new DisposableStack()
  #allowedMs = usualMs
  readonly #begunMs = performance.now()
  #timer: NodeJS.Timeout | undefined

  constructor(engine: Engine, signal: AbortSignal) {
    this.#engine = engine
    this.signal = AbortSignal.any([signal, this.#broken.signal])
    this.#watches.use(watchAnswers(engine, error => this.loseEngine(error)))
    this.allow(0)
    this.#watches.defer(() => clearTimeout(this.#timer))
  }

  /** Puts the deadline off: the story takes so much time by its own plan. */
  allow(moreMs: number): void {
    this.#allowedMs += moreMs
    const late = new ClusterError(`the run did not end within ${formatMs(this.#allowedMs)}`)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.break(late), this.#begunMs + this.#allowedMs - performance.now())
  }

  break(error: unknown): void {
    this.#broken.abort(error)
  }

  loseEngine(cause: unknown): void {
    this.break(lostEngine(cause))
  }

  /** The end of `work`, or of the run: a call to an engine that hangs comes back to nobody. */
  async watch<T>(work: () => Promise<T>): Promise<T> {
    const { promise: broken, reject } = Promise.withResolvers<never>()
    const abort = () => reject(this.signal.reason)
    this.signal.addEventListener('abort', abort, { once: true })
    try {
      this.signal.throwIfAborted()
      return await Promise.race([work(), broken])
    } catch (error) {
      throw await this.#blame(error)
    } finally {
      this.signal.removeEventListener('abort', abort)
    }
  }

  [Symbol.dispose](): void {
    this.#watches.dispose()
  }

  /** Whatever call an engine's end breaks first, the end is why. */
  async #blame(error: unknown): Promise<unknown> {
    if (this.signal.aborted) return this.signal.reason
    return requireAnswer(this.#engine).then(
      () => error,
      () => lostEngine(error),
    )
  }
}

const lostEngine = (cause: unknown): EngineError =>
  new EngineError('the engine stopped answering during the run', {
    hint: 'start the engine again: the next start removes what is left',
    cause,
  })

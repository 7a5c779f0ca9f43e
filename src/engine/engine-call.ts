import { EngineError } from '../base/errors.ts'

/** The HTTP status with which the engine refused, if it was the engine that refused. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { statusCode?: number } | undefined)?.statusCode

/** Says what was tried when the engine refuses or does not answer. @throws EngineError */
export async function engineCall<T>(what: string, call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw new EngineError(`cannot ${what}`, { cause: error })
  }
}

/** Takes one refusal as done: 304 it is so already, 404 it is gone. */
export async function tolerate(status: number, call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (statusOf(error) !== status) throw error
  }
}

/** What a process of Holdfast ends with; one meaning each, the same for every command. */
export const exitCodes = { pass: 0, fail: 1, unknown: 2, couldNotTest: 3, badInput: 4, interrupted: 130 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

interface ErrorDetails {
  /** What the reader can do about it, one sentence. */
  hint?: string
  cause?: unknown
}

/** The one family of errors: the subject is in the message, what to do in the hint. */
export class HoldfastError extends Error {
  override readonly name: string = 'HoldfastError'
  readonly exitCode: ExitCode = exitCodes.couldNotTest
  readonly hint: string | undefined

  constructor(message: string, { hint, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.hint = hint
  }
}

/** A scenario, flag, environment variable or file that Holdfast cannot accept; raised before anything starts. */
export class BadInputError extends HoldfastError {
  override readonly name = 'BadInputError'
  override readonly exitCode = exitCodes.badInput
}

/** No container engine, or one that cannot do what a run needs. */
export class EngineError extends HoldfastError {
  override readonly name = 'EngineError'
}

/** An image that could be neither pulled nor built. */
export class ImageError extends HoldfastError {
  override readonly name = 'ImageError'
}

/** A cluster that could not be formed or reached. */
export class ClusterError extends HoldfastError {
  override readonly name = 'ClusterError'
}

/** A command inside a node that did not end well; the message has its last words. */
export class CommandError extends HoldfastError {
  override readonly name = 'CommandError'
}

/** A fault that could not be injected, proven or healed. */
export class FaultError extends HoldfastError {
  override readonly name = 'FaultError'
}

/** A wait that ran out of time; the message names what was awaited and what was last seen. */
export class WaitTimeoutError extends HoldfastError {
  override readonly name = 'WaitTimeoutError'
}

/** An object of the cluster that was there and no longer is: it does not come back, and no wait for it ends well. */
export class GoneError extends HoldfastError {
  override readonly name = 'GoneError'
}

/** The person at the keyboard, or the system, asked Holdfast to stop. */
export class InterruptedError extends HoldfastError {
  override readonly name = 'InterruptedError'
  override readonly exitCode = exitCodes.interrupted
}

/** Whether a disk without room is behind it, ours or one that a program or the engine writes to. */
export const isFull = (thrown: unknown): boolean =>
  /\b(ENOSPC|EDQUOT)\b|no space left on device/i.test(
    thrown instanceof Error && 'lines' in thrown ? `${messageOf(thrown)} ${thrown.lines}` : messageOf(thrown),
  )

export const fullHint = "free some disk space: 'holdfast doctor' says where how much is needed"

/** The hint of an error or of what caused it. */
export const hintOf = (thrown: unknown): string | undefined =>
  firstHint(thrown) ?? (isFull(thrown) ? fullHint : undefined)

function firstHint(thrown: unknown, seen = new Set<unknown>()): string | undefined {
  if (!(thrown instanceof Error) || seen.has(thrown)) return undefined
  seen.add(thrown)
  if (thrown instanceof SuppressedError) return firstHint(thrown.suppressed, seen)
  return (thrown instanceof HoldfastError ? thrown.hint : undefined) ?? firstHint(thrown.cause, seen)
}

/** The family's member that decides what a process ends with: of two errors the one that came first. */
export const familyOf = (thrown: unknown): HoldfastError | undefined =>
  thrown instanceof SuppressedError ? familyOf(thrown.suppressed) : thrown instanceof HoldfastError ? thrown : undefined

/** Any thrown value as one sentence: an error's message with those of its causes, innermost last, each once. */
export function messageOf(thrown: unknown, told: ReadonlySet<unknown> = new Set()): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const now = new Set([...told, thrown])
  const code = (thrown as { code?: unknown }).code
  const own = thrown.message || (typeof code === 'string' ? code : thrown.name)
  // Two errors: the second came while the first was cleaned up after, and is told by whoever cleans up in the end.
  if (thrown instanceof SuppressedError) return messageOf(thrown.suppressed, now)
  if (thrown instanceof AggregateError) return [own, ...thrown.errors.map(error => messageOf(error, now))].join('; ')
  return thrown.cause === undefined || now.has(thrown.cause) ? own : `${own}: ${messageOf(thrown.cause, now)}`
}

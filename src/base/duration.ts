import { BadInputError } from './errors.ts'

type Unit = 'ms' | 's' | 'm' | 'h'

/** A length of time as people write it: `'250ms'`, `'2s'`, `'1.5m'`, or a number of milliseconds. */
export type Duration = `${number}${Unit}` | number

const unitMs: Record<Unit, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Milliseconds of a duration. @throws BadInputError naming `subject` when it does not parse. */
export function durationMs(duration: string | number, subject = 'duration'): number {
  if (typeof duration === 'number' && Number.isFinite(duration) && duration >= 0) return duration
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(String(duration)) ?? []
  if (digits === undefined) {
    throw new BadInputError(`${subject}: '${duration}' is no duration`, {
      hint: "write for example '250ms', '2s' or '5m'",
    })
  }
  return Number(digits) * unitMs[unit as Unit]
}

/** A length of time for people, three significant digits: `85 ms`, `7.12 s`, `1 min 5 s`. */
export function formatMs(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${ms < 10_000 ? (ms / 1000).toFixed(2) : (ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** As {@link formatMs}, for the microseconds of the record. */
export const formatUs = (us: number): string => formatMs(us / 1000)

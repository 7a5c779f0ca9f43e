import type { TimeSpan } from '../time-span.ts'

/** The one time axis: where a moment of the record stands on it, in percent, and how it is said. */
export interface Axis extends TimeSpan {
  /** 0 to 100; what lies outside stands at the edge. */
  percent(atUs: number): number
  /** `left` and `width` of a stretch, as a style. */
  place(fromUs: number, toUs: number): string
  /** Seconds from the axis' begin: `12.01 s`. */
  say(atUs: number): string
}

export function axisOf({ fromUs, toUs }: TimeSpan): Axis {
  const percent = (atUs: number) => {
    const share = (Math.min(Math.max(atUs, fromUs), toUs) - fromUs) / (toUs - fromUs)
    return Math.round(share * 100_000) / 1000
  }
  return {
    fromUs,
    toUs,
    percent,
    place: (from, to) => `left:${percent(from)}%;width:${Math.round((percent(to) - percent(from)) * 1000) / 1000}%`,
    say: atUs => `${((atUs - fromUs) / 1_000_000).toFixed(2)} s`,
  }
}

/** A stretch of the record, µs of the monotonic clock. */
export interface Interval {
  fromUs: number
  toUs: number
}

export const lengthUs = ({ fromUs, toUs }: Interval): number => toUs - fromUs

/** The part that two stretches share, or undefined when they do not meet. */
export function overlap(a: Interval, b: Interval): Interval | undefined {
  const shared = { fromUs: Math.max(a.fromUs, b.fromUs), toUs: Math.min(a.toUs, b.toUs) }
  return shared.fromUs < shared.toUs ? shared : undefined
}

/** Stretches that touch made one, in order of time. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = []
  for (const { fromUs, toUs } of intervals.toSorted((a, b) => a.fromUs - b.fromUs || a.toUs - b.toUs)) {
    const last = merged.at(-1)
    if (last && fromUs <= last.toUs) last.toUs = Math.max(last.toUs, toUs)
    else merged.push({ fromUs, toUs })
  }
  return merged
}

/** How long some stretches are together; where they overlap it counts once. */
export const coveredUs = (intervals: readonly Interval[]): number =>
  union(intervals).reduce((sum, part) => sum + lengthUs(part), 0)

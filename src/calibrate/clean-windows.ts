import { type Interval, lengthUs } from '../checks/interval.ts'

export const windowUs = 10_000_000

/**
 * Counts the 10 s windows of one series in a clean stretch, laid end to end, and those in which an outage was found. What
 * the last window leaves over counts too when something was found in it.
 */
export function cleanWindows(stretch: Interval, outages: readonly Interval[]): { windows: number; alarmed: number } {
  const windows = Math.floor(lengthUs(stretch) / windowUs)
  const inside = outages.filter(({ fromUs, toUs }) => toUs > stretch.fromUs && fromUs < stretch.toUs)
  const alarmed = new Set(inside.map(({ fromUs }) => Math.floor(Math.max(0, fromUs - stretch.fromUs) / windowUs)))
  return { windows, alarmed: alarmed.size }
}

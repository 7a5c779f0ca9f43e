import { type FaultWindow, faultWindowsBehind } from '../prediction/fault-window.ts'
import { type Interval, lengthUs, overlap } from './interval.ts'

/** Somebody who was about to fail when the next fault was called is owed to that one. */
const minOverlapUs = 1_000_000

/** The windows of faults that something in the record may be owed to: those that it meets, or grazes when it meets none. */
export function overlappingFaultWindows(interval: Interval, windows: readonly FaultWindow[]): FaultWindow[] {
  const behind = faultWindowsBehind(interval, windows)
  const met = behind.filter(window => partIn(interval, window, windows) >= minOverlapUs)
  return met.length > 0 ? met : behind
}

/** How much of it lies between the begin of a window and that of the next, in µs. */
export function partIn(interval: Interval, window: FaultWindow, windows: readonly FaultWindow[]): number {
  const toUs = windows[windows.indexOf(window) + 1]?.fromUs ?? Number.POSITIVE_INFINITY
  const part = overlap(interval, { fromUs: window.fromUs, toUs })
  return part === undefined ? 0 : lengthUs(part)
}

import type { FaultInstance } from '../history/fault-instance.ts'

/** Faults that overlap in time: what follows from one of them cannot be told from what follows from another. */
export interface FaultWindow {
  /** When the first of them was called, in µs of their clock. */
  fromUs: number
  /** In order of time. */
  faults: FaultInstance[]
}

/** The ids of the faults in them. */
export const faultIdsOf = (windows: readonly FaultWindow[]): string[] =>
  windows.flatMap(({ faults }) => faults.map(({ id }) => id))

/** All faults in windows, in order of time: a new one begins with each that finds every node back. */
export function faultWindowsOf(faults: readonly FaultInstance[]): FaultWindow[] {
  const all: FaultWindow[] = []
  let untilUs = Number.NEGATIVE_INFINITY
  for (const fault of faults.toSorted((a, b) => a.calledUs - b.calledUs)) {
    const last = all.at(-1)
    if (last !== undefined && fault.calledUs <= untilUs) last.faults.push(fault)
    else all.push({ fromUs: fault.calledUs, faults: [fault] })
    untilUs = Math.max(untilUs, fault.backUs ?? Number.POSITIVE_INFINITY)
  }
  return all
}

/** The windows that something from `fromUs` to `toUs` may be owed to: one lasts until the next begins. */
export const faultWindowsBehind = (
  { fromUs, toUs }: { fromUs: number; toUs: number },
  windows: readonly FaultWindow[],
): FaultWindow[] =>
  windows.filter(
    (window, index) => toUs > window.fromUs && fromUs < (windows[index + 1]?.fromUs ?? Number.POSITIVE_INFINITY),
  )

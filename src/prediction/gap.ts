import type { SeriesBasis } from './basis.ts'

/** A time in which clients may have nothing, µs of the faults' clock; what is sure of it, and why. */
export interface Gap {
  fromUs: number
  /** Endless where theory knows no end. */
  toUs: number
  /** How long it is at least, in µs. */
  leastUs: number
  basis: SeriesBasis
}

/** Two gaps nearer than this leave room for no success: a reconnect. */
const apartUs = 1_000_000

/** Gaps that may come out as one outage made one; their sure parts do not add up. */
export function joined(gaps: readonly Gap[]): Gap[] {
  const all: Gap[] = []
  for (const gap of gaps.toSorted((a, b) => a.fromUs - b.fromUs || b.toUs - a.toUs)) {
    const { fromUs, toUs, leastUs, basis } = gap
    const last = all.at(-1)
    if (last === undefined || fromUs > last.toUs + apartUs) {
      all.push({ ...gap })
      continue
    }
    if (leastUs > last.leastUs || (leastUs === last.leastUs && toUs > last.toUs)) last.basis = basis
    last.leastUs = Math.max(last.leastUs, leastUs)
    last.toUs = Math.max(last.toUs, toUs)
  }
  return all
}

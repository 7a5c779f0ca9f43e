import type { SeriesBasis } from './basis.ts'

/** A stretch in which clients may have nothing, ms of the strikes' clock; what is sure of it, and why. */
export interface Window {
  fromMs: number
  /** Endless where theory knows no end. */
  toMs: number
  /** How long it is at least, in ms. */
  leastMs: number
  basis: SeriesBasis
}

/** Two stretches nearer than this leave room for no success: a reconnect. */
const apartMs = 1000

/** Stretches that may come out as one outage made one; their sure parts do not add up. */
export function joined(windows: readonly Window[]): Window[] {
  const all: Window[] = []
  for (const { fromMs, toMs, leastMs, basis } of windows.toSorted((a, b) => a.fromMs - b.fromMs || b.toMs - a.toMs)) {
    const last = all.at(-1)
    if (last === undefined || fromMs > last.toMs + apartMs) {
      all.push({ fromMs, toMs, leastMs, basis })
      continue
    }
    if (leastMs > last.leastMs || (leastMs === last.leastMs && toMs > last.toMs)) last.basis = basis
    last.leastMs = Math.max(last.leastMs, leastMs)
    last.toMs = Math.max(last.toMs, toMs)
  }
  return all
}

import type { Strike } from './strike.ts'

/** Strikes that overlap in time: what follows from one of them cannot be told from what follows from another. */
export interface Stretch {
  /** When the first of them struck, in ms of their clock. */
  fromMs: number
  /** In order of time. */
  strikes: Strike[]
}

/** The ids of what was struck in them, of those that have one. */
export const faultIdsOf = (stretches: readonly Stretch[]): string[] =>
  stretches.flatMap(({ strikes }) => strikes.flatMap(({ id }) => id ?? []))

/** All strikes in stretches, in order of time: a new one begins with each that finds every node back. */
export function stretchesOf(strikes: readonly Strike[]): Stretch[] {
  const all: Stretch[] = []
  let untilMs = Number.NEGATIVE_INFINITY
  for (const strike of strikes.toSorted((a, b) => a.atMs - b.atMs)) {
    const last = all.at(-1)
    if (last !== undefined && strike.atMs <= untilMs) last.strikes.push(strike)
    else all.push({ fromMs: strike.atMs, strikes: [strike] })
    untilMs = Math.max(untilMs, strike.backMs ?? Number.POSITIVE_INFINITY)
  }
  return all
}

/** The stretches that something from `fromMs` to `toMs` may be owed to: one lasts until the next begins. */
export const stretchesBehind = (
  { fromMs, toMs }: { fromMs: number; toMs: number },
  stretches: readonly Stretch[],
): Stretch[] =>
  stretches.filter(
    (stretch, index) => toMs > stretch.fromMs && fromMs < (stretches[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY),
  )

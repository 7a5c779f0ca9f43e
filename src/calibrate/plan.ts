import type { Random } from '../base/seed.ts'
import { isPartial, type Kind } from './kind.ts'
import type { PlannedOutage } from './planting.ts'

/** How many outages of each length a station gets. Lengths are drawn evenly on a logarithmic scale. */
export interface Dose {
  /** 10 to 100 ms: below the resolution of 20 Hz. */
  brief: number
  /** 100 ms to 1 s. */
  short: number
  /** 1 to 5 s. */
  long: number
  /** 5 to 30 s. */
  veryLong: number
}

const ranges: Record<keyof Dose, [fromMs: number, toMs: number]> = {
  brief: [10, 100],
  short: [100, 1000],
  long: [1000, 5000],
  veryLong: [5000, 30_000],
}

/** An episode ends with 2 s of good samples. */
const gapsMs = { full: [700, 1200], partial: [3200, 4000] } as const

/** The outages of one station, drawn in a random order. */
export function planOutages(kind: Kind, dose: Dose, random: Random): PlannedOutage[] {
  const between = ([low, high]: readonly [number, number]) => low * (high / low) ** (random.below(1 << 20) / (1 << 20))
  const gap = isPartial(kind) ? gapsMs.partial : gapsMs.full
  const lengths = (Object.keys(ranges) as (keyof Dose)[]).flatMap(name =>
    Array.from({ length: dose[name] }, () => between(ranges[name])),
  )
  return shuffled(lengths, random).map(lengthMs => ({
    lengthMs: Math.floor(lengthMs),
    gapMs: Math.round(between(gap)),
    backend: random.below(3),
  }))
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items]
  return items.map(() => rest.splice(random.below(rest.length), 1)[0]!)
}

import type { Random } from '../base/seed.ts'
import { isPartial, type Kind, type StationConnection } from './kind.ts'
import { type Dose, planOutages } from './plan.ts'
import type { Station } from './planting.ts'

/** How much is planted at a station, by whether one in three dies there: those episodes need longer pauses. */
export interface Doses {
  full: Dose
  partial: Dose
}

/** Two halves of ten series each, 200 samples a second: what a prober promises on two cores. */
export const halves: readonly (readonly (Kind | undefined)[])[] = [
  ['refuse', 'reset', '503', 'one in three hung', undefined],
  ['black hole', 'hang', 'pause', 'one in three gone', undefined],
]

const firstPort = 20_000

/** A station for each of these kinds, once on new and once on reused connections. */
export function stationsOf(of: readonly (Kind | undefined)[], doses: Doses | undefined, random: Random): Station[] {
  let port = firstPort
  return (['new', 'reused'] as const).flatMap((connection: StationConnection) =>
    of.map((kind, index): Station => {
      const partial = kind !== undefined && isPartial(kind)
      return {
        id: `${kind ?? `clean ${index}`}/${connection}`,
        kind,
        connection,
        port: port++,
        backends: partial ? [port++, port++, port++] : [],
        plan: kind && doses ? planOutages(kind, partial ? doses.partial : doses.full, random) : [],
      }
    }),
  )
}

import type { HarnessRecord, PhaseName } from '../history/records.ts'
import type { Interval } from './interval.ts'

/** When the run was in which phase; a phase without its end lasts to the harness' last record. */
export interface Phases {
  of(name: PhaseName): Interval[]
  /** Begin of the first, end of the last of these phases; undefined if the run was in none of them. */
  span(...names: PhaseName[]): Interval | undefined
}

export function phasesOf(harness: readonly HarnessRecord[]): Phases {
  const endUs = harness.at(-1)?.atUs ?? 0
  const all: (Interval & { name: PhaseName; open: boolean })[] = []
  for (const record of harness) {
    if (record.type !== 'phase') continue
    if (record.at === 'begin') all.push({ name: record.phase, fromUs: record.atUs, toUs: endUs, open: true })
    const open = record.at === 'end' ? all.findLast(phase => phase.name === record.phase && phase.open) : undefined
    if (open) Object.assign(open, { toUs: record.atUs, open: false })
  }
  const of = (name: PhaseName) => all.filter(phase => phase.name === name).map(({ fromUs, toUs }) => ({ fromUs, toUs }))
  return {
    of,
    span: (...names) => {
      const spans = names.flatMap(of)
      if (spans.length === 0) return undefined
      return { fromUs: Math.min(...spans.map(s => s.fromUs)), toUs: Math.max(...spans.map(s => s.toUs)) }
    },
  }
}

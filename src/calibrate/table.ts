import { kinds } from './kind.ts'
import { mustFind } from './must-find.ts'
import type { Observation, ObservedOutage } from './observe.ts'
import { type Spread, spreadOf } from './spread.ts'
import type { Target } from './targets.ts'

const heads = ['outage', 'connection', 'load', 'planted', 'found', 'of those due', 'begin', 'end', 'duration', 'false']

/** One observer's table, a line for each kind, connection and load; errors as `p50/p99` in ms. */
export function observerTable(observations: readonly Observation[]): string {
  const rows = kinds.flatMap(kind =>
    (['new', 'reused'] as const).flatMap(connection =>
      [false, true].flatMap(busy => {
        const same = observations.filter(
          each => each.kind === kind && each.connection === connection && each.busy === busy,
        )
        return same.length === 0 ? [] : [[kind, connection, loadOf(busy), ...cells(same)]]
      }),
    ),
  )
  const clean = observations.filter(({ kind }) => kind === undefined)
  const sum = (of: (each: NonNullable<Observation['clean']>) => number) =>
    clean.reduce((total, each) => total + of(each.clean!), 0)
  const last = `nothing planted: ${sum(({ alarmed }) => alarmed)} of ${sum(({ windows }) => windows)} windows of 10 s with a false alarm`
  return `${grid([heads, ...rows])}\n${last}`
}

/** What Holdfast promises, and whether it holds. */
export const targetTable = (targets: readonly Target[]): string =>
  grid([
    ['', 'target', 'limit', 'measured'],
    ...targets.map(({ what, limit, measured, holds }) => [holds ? '✓' : '✗', what, limit, measured]),
  ])

const loadOf = (busy: boolean): string => (busy ? 'busy core' : 'quiet')

function cells(same: readonly Observation[]): string[] {
  const outages = same.flatMap(each => each.outages.map(outage => ({ outage, due: mustFind(each, outage) })))
  const found = (some: typeof outages) => some.filter(({ outage }) => outage.errors !== undefined).length
  const due = outages.filter(each => each.due)
  const spread = (of: (errors: NonNullable<ObservedOutage['errors']>) => number | undefined) => {
    const all = spreadOf(outages.flatMap(({ outage }) => (outage.errors && of(outage.errors)) ?? []))
    return all ? spreadText(all) : '–'
  }
  return [
    String(outages.length),
    percent(found(outages), outages.length),
    percent(found(due), due.length),
    spread(({ beginUs }) => beginUs),
    spread(({ endUs }) => endUs),
    spread(({ durationUs }) => durationUs),
    String(same.reduce((sum, { falseAlarms }) => sum + falseAlarms, 0)),
  ]
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${(Math.floor((part / whole) * 1000) / 10).toFixed(part === whole ? 0 : 1)} %`

/** `p50/p99` in ms. */
export const spreadText = ({ p50Us, p99Us }: Spread): string =>
  `${Math.round(p50Us / 1000)}/${Math.round(p99Us / 1000)}`

/** Columns as wide as they need; words to the left, figures to the right. */
function grid(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)))
  const words = rows[0]!.map((_, column) => rows.slice(1).some(row => /^[a-z✓✗]/i.test(row[column]!)))
  return rows
    .map(row =>
      row
        .map((cell, column) => (words[column] ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

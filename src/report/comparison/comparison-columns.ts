import type { ComparisonRow, MeasureHead } from './comparison-schema.ts'
import { spreadText } from './spread-text.ts'

/** One column of the terminal's table, as wide as its widest text. */
export interface Column {
  title: string
  group: string
  width: number
  /** One a row. */
  cells: { median: string; range: string; floor: string }[]
}

/** The columns of a table; those of a group are together wide enough for its title. */
export const columnsOf = (measures: readonly MeasureHead[], rows: readonly ComparisonRow[]): Column[] =>
  measures.map(measure => {
    const sharers = measures.filter(({ group }) => group === measure.group).length
    const column = columnOf(measure, rows)
    return { ...column, width: Math.max(column.width, Math.ceil(measure.group.length / sharers)) }
  })

function columnOf({ id, unit, title, group }: MeasureHead, rows: readonly ComparisonRow[]): Column {
  const cells = rows.map(({ values, verdict }) => {
    const spread = values[id]
    if (spread === undefined) return { median: verdict === undefined ? '' : '–', range: '', floor: '' }
    const { median, range = '' } = spreadText(spread, unit)
    return { median, range, floor: spread.floor ?? '' }
  })
  const texts = cells.flatMap(({ median, range, floor }) => [median, range, floor])
  return { title, group, width: Math.max(title.length, ...texts.map(text => text.length)), cells }
}

/** The titles of groups, each over the right end of its columns, as their numbers stand. */
export function groupLine(columns: readonly Column[], before: number, gap: string): string {
  let text = ' '.repeat(before)
  for (let from = 0; from < columns.length; ) {
    const { group } = columns[from]!
    const next = columns.findIndex((column, index) => index > from && column.group !== group)
    const own = columns.slice(from, next === -1 ? undefined : next)
    const room = own.reduce((sum, { width }) => sum + gap.length + width, 0)
    text += group.padStart(room)
    from += own.length
  }
  return text.trimEnd()
}

import { styleText } from 'node:util'
import { plainLine } from '../plain-line.ts'
import { verdictWords } from '../verdict-words.ts'
import { wrapText } from '../wrap-text.ts'
import { type Column, columnsOf, groupLine } from './comparison-columns.ts'
import { comparisonList } from './comparison-list.ts'
import type { Comparison, ComparisonRow } from './comparison-schema.ts'

interface TextOptions {
  colour: boolean
  /** Columns of the terminal. */
  width: number
}

type Paint = (style: 'dim' | 'bold' | 'green' | 'red' | 'yellow', text: string) => string

const styles = { pass: 'green', fail: 'red', unknown: 'yellow' } as const
const gap = '  '
const narrowest = 14

/**
 * The comparison on the terminal: of each cell what was measured, its range, and beneath what theory gives; a list where
 * the table does not fit.
 */
export function comparisonText(comparison: Comparison, { colour, width }: TextOptions): string {
  const { measures, rows } = comparison
  const paint: Paint = (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text)
  const columns = columnsOf(measures, rows)
  const taken = columns.reduce((sum, column) => sum + gap.length + column.width, 0)
  if (taken + narrowest + 2 > width) return comparisonList(comparison, width)
  const longest = Math.max(narrowest, ...rows.map(({ cell }) => cell.length))
  const nameWidth = Math.max(narrowest, Math.min(longest, width - 2 - taken))
  const layout: Layout = { columns, nameWidth, width, paint }
  return [
    paint('dim', groupLine(columns, nameWidth + 2, gap)),
    paint(
      'dim',
      lineOf(layout, 'cell', ({ title }) => title),
    ),
    ...rows.flatMap((row, index) => [
      ...(rows[index - 1]?.title === row.title ? [] : ['', paint('bold', plainLine(row.title))]),
      ...(row.verdict === undefined ? unrunLines(row, layout) : measuredLines(row, row.verdict, index, layout)),
    ]),
  ].join('\n')
}

interface Layout {
  columns: readonly Column[]
  nameWidth: number
  width: number
  paint: Paint
}

const lineOf = ({ columns, nameWidth }: Layout, first: string, cell: (column: Column) => string): string =>
  [`  ${first.padEnd(nameWidth)}`, ...columns.map(column => cell(column).padStart(column.width))].join(gap).trimEnd()

function measuredLines({ cell }: ComparisonRow, verdict: keyof typeof styles, index: number, layout: Layout): string[] {
  const { columns, nameWidth, paint } = layout
  const [name = '', ...more] = wrapText(plainLine(cell), nameWidth)
  const of = (part: 'median' | 'range' | 'floor') => (column: Column) => column.cells[index]![part]
  const below = (['range', 'floor'] as const).filter(part => columns.some(column => of(part)(column) !== ''))
  const label = { range: '  least–most', floor: '  floor' }
  const height = Math.max(below.length, more.length)
  return [
    paint(styles[verdict], verdictWords[verdict].mark) + lineOf(layout, name, of('median')).slice(1),
    ...Array.from({ length: height }, (_, at) => {
      const part = below[at]
      const first = more[at] ?? (part ? label[part] : '')
      return paint('dim', lineOf(layout, first, part ? of(part) : () => ''))
    }),
  ]
}

function unrunLines({ cell, notRun = '' }: ComparisonRow, { nameWidth, width, paint }: Layout): string[] {
  const names = wrapText(plainLine(cell), nameWidth)
  const reasons = wrapText(`not run: ${plainLine(notRun)}`, Math.max(narrowest, width - nameWidth - 4))
  return Array.from({ length: Math.max(names.length, reasons.length) }, (_, at) =>
    `${at === 0 ? '–' : ' '} ${(names[at] ?? '').padEnd(nameWidth)}${gap}${paint('dim', reasons[at] ?? '')}`.trimEnd(),
  )
}

import { styleText } from 'node:util'
import type { Verdict } from '../checks/verdict.ts'
import { checkGroups } from './check-groups.ts'
import { plainLine } from './plain-line.ts'
import type { ReportedCheck, RunReport } from './report-schema.ts'
import { verdictWords } from './verdict-words.ts'
import { wrapText } from './wrap-text.ts'

interface TableOptions {
  colour: boolean
  /** Columns of the terminal. */
  width: number
}

type Style = 'green' | 'red' | 'yellow' | 'dim'
type Column = 'check' | 'measured' | 'limit' | 'theory'

const styles: Record<Verdict, Style> = { pass: 'green', fail: 'red', unknown: 'yellow' }
const columns: readonly Column[] = ['check', 'measured', 'limit', 'theory']
const gap = '  '
const indent = '    '

/**
 * The terminal's table check / measured / limit / theory; what did not pass says why on a line of its own, as does what
 * other timers would change, and a group of promises that all held is one line.
 */
export function verdictTable({ checks }: Pick<RunReport, 'checks'>, { colour, width }: TableOptions): string {
  const paint = (style: Style, text: string) => (colour ? styleText(style, text, { validateStream: false }) : text)
  const widths = columnWidths(checks, width)
  const header = row(
    ' ',
    columns.map(column => [column]),
    widths,
  )
  const body = checkGroups(checks).flatMap(({ title, checks: grouped, folded }) => {
    if (!folded) return grouped.flatMap(({ check }) => linesOf(check))
    const mark = paint(styles.pass, verdictWords.pass.mark)
    return [`${mark}${gap}${title} (${grouped.length} checks)`]
  })
  return [...header.map(line => paint('dim', line)), ...body].join('\n')

  function linesOf(check: ReportedCheck): string[] {
    const cells = columns.map(column => wrapText(cellOf(check, column), widths[column]))
    const lines = row(verdictWords[check.verdict].mark, cells, widths)
    const why = [check.verdict === 'pass' ? undefined : check.reason, check.underOwnTimers].flatMap(text =>
      text === undefined ? [] : wrapText(plainLine(text), width - indent.length),
    )
    const [first = '', ...rest] = lines
    return [
      paint(styles[check.verdict], first.slice(0, 1)) + first.slice(1),
      ...rest,
      ...why.map(line => indent + paint(styles[check.verdict], line)),
    ]
  }
}

/** Measured and limit stay whole up to 18 characters; the check and its theory share the rest. */
function columnWidths(checks: readonly ReportedCheck[], width: number): Record<Column, number> {
  const natural = (column: Column) => Math.max(column.length, ...checks.map(check => cellOf(check, column).length))
  const measured = Math.min(18, natural('measured'))
  const limit = Math.min(18, natural('limit'))
  const rest = Math.max(24, width - 1 - measured - limit - gap.length * 4)
  const check = Math.min(natural('check'), Math.max(Math.floor(rest / 2), rest - natural('theory')))
  return { check, measured, limit, theory: rest - check }
}

function row(mark: string, cells: readonly string[][], widths: Record<Column, number>): string[] {
  const height = Math.max(...cells.map(cell => cell.length))
  return Array.from({ length: height }, (_, line) => {
    const texts = columns.map((column, index) => {
      const text = cells[index]?.[line] ?? ''
      return column === 'measured' || column === 'limit' ? text.padStart(widths[column]) : text.padEnd(widths[column])
    })
    return [line === 0 ? mark : ' ', ...texts].join(gap).trimEnd()
  })
}

const cellOf = (check: ReportedCheck, column: Column): string =>
  plainLine((column === 'check' ? check.title : check[column]) ?? '–')

import { styleText } from 'node:util'
import type { LintFinding } from '../topology/lint/finding.ts'
import type { Severity } from '../topology/lint/rule.ts'
import { wrapText } from './wrap-text.ts'

interface TextOptions {
  colour: boolean
  /** Columns of the terminal. */
  width: number
}

type Style = 'red' | 'yellow' | 'dim' | 'bold'

const marks: Record<Severity, { mark: string; style: Style }> = {
  error: { mark: '✗', style: 'red' },
  warning: { mark: '!', style: 'yellow' },
  info: { mark: '·', style: 'dim' },
}
const widest = 100

/** The lint's findings on the terminal: what stops a run, then the risks, then how many of each part may fail. */
export function lintText(findings: readonly LintFinding[], { colour, width }: TextOptions): string {
  const paint = (style: Style, text: string) => (colour ? styleText(style, text, { validateStream: false }) : text)
  const columns = Math.min(width, widest)
  const told = findings.filter(({ severity }) => severity !== 'info')
  const blocks = told.map(finding => blockOf(finding, columns, paint))
  const tolerance = findings.filter(({ severity }) => severity === 'info')
  return [...blocks, ...(tolerance.length > 0 ? [toleranceOf(tolerance, paint)] : []), countsOf(told)].join('\n\n')
}

type Paint = (style: Style, text: string) => string

function blockOf(
  { rule, severity, subject, found, why, source, advice, allowed }: LintFinding,
  columns: number,
  paint: Paint,
) {
  const { mark, style } = marks[severity]
  const head = `${paint(style, mark)} ${paint('bold', rule)}  ${paint('dim', `${subject}${allowed ? ', allowed' : ''}`)}`
  const lines = (label: string, text: string, style?: Style) =>
    wrapText(text, columns - 11).map((line, index) => {
      const labelled = `  ${(index === 0 ? label : '').padEnd(8)} `
      return paint('dim', labelled) + (style ? paint(style, line) : line)
    })
  return [
    head,
    ...wrapText(found, columns - 2).map(line => `  ${line}`),
    ...lines('why', why),
    ...lines('do', advice),
    ...lines('source', source, 'dim'),
  ].join('\n')
}

function toleranceOf(findings: readonly LintFinding[], paint: Paint): string {
  const widest = Math.max(...findings.map(({ subject }) => subject.length))
  const rows = findings.map(({ subject, found }) => `  ${subject.padEnd(widest)}  ${found}`)
  return [paint('bold', 'What may fail at a time'), ...rows].join('\n')
}

/** One line at the end: how many of what. */
function countsOf(told: readonly LintFinding[]): string {
  const stopping = told.filter(({ severity, allowed }) => severity === 'error' && !allowed).length
  const others = told.length - stopping
  if (told.length === 0) return 'Nothing to say against it.'
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`
  if (stopping === 0) return `${count(others, 'warning')}: it runs; its report tells of them.`
  return `${count(stopping, 'error')}, ${count(others, 'warning')}: it is not run.`
}

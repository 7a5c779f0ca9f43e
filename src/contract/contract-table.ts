import { stripVTControlCharacters, styleText } from 'node:util'
import { wrapText } from '../report/wrap-text.ts'
import type { Outcome, Result } from './result.ts'

interface TableOptions {
  colour: boolean
  /** Columns of the terminal. */
  width: number
}

const marks: Record<Outcome, ['green' | 'red' | 'dim', string]> = {
  holds: ['green', 'holds '],
  broken: ['red', 'BROKEN'],
  'not-applicable': ['dim', 'n/a   '],
}
const gap = '  '

/** The terminal's table: a clause of the contract with what was seen below it, and of a broken one what that means. */
export function contractTable(results: readonly Result[], { colour, width }: TableOptions): string {
  const idWidth = Math.max(...results.map(({ id }) => id.length))
  const indent = ' '.repeat('BROKEN'.length + gap.length + idWidth + gap.length)
  const wrapped = (text: string) => wrapText(stripVTControlCharacters(text), Math.max(30, width - indent.length))
  return results
    .flatMap(result => {
      const [style, mark] = marks[result.outcome]
      const paint = (text: string) => (colour ? styleText(style, text, { validateStream: false }) : text)
      const [first = '', ...rest] = wrapped(result.promise)
      const told = [...wrapped(`seen: ${result.seen}`), ...(meaning(result) ?? []).flatMap(wrapped)]
      return [
        `${paint(mark)}${gap}${result.id.padEnd(idWidth)}${gap}${first}`,
        ...rest.map(line => indent + line),
        ...told.map(line => indent + (result.outcome === 'broken' ? paint(line) : line)),
      ]
    })
    .join('\n')
}

/** Of a broken clause: who may be wrong, and what becomes of the driver. */
function meaning({ outcome, certainty, readIn, fallback }: Result): string[] | undefined {
  if (outcome !== 'broken') return undefined
  const whose = {
    stated: `stated in ${readIn}: the image is not like it`,
    derived: `follows from ${readIn}: the contract or the image may be wrong`,
    unconfirmed: 'read nowhere: the contract may well be wrong',
  }[certainty]
  return [whose, ...(fallback === undefined ? [] : [`the driver's fallback: ${fallback}`])]
}

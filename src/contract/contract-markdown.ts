import { type Result, summaryOf } from './result.ts'

const words = { holds: 'holds', broken: '**broken**', 'not-applicable': 'n/a' }

/** `contract.md`: all clauses as one table. */
export function contractMarkdown(title: string, results: readonly Result[]): string {
  const rows = results.map(({ section, id, promise, outcome, certainty, seen, fallback }) => {
    const relied = outcome === 'broken' && fallback !== undefined ? `; driver's fallback: ${fallback}` : ''
    return [section, `\`${id}\``, cell(promise), words[outcome], certainty, cell(seen + relied)]
  })
  const table = [['section', 'clause', 'promise', '', 'certainty', 'seen'], Array(6).fill('---'), ...rows]
  const lines = table.map(cells => `| ${cells.join(' | ')} |`)
  return [`# ${cell(title)}`, '', summaryOf(results), '', ...lines, ''].join('\n')
}

/** Text that stays one cell: no row ends in it, no tag begins. */
const cell = (text: string): string => text.replace(/[\\|`<>[\]]/g, character => `\\${character}`)

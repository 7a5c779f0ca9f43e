import { plainLine } from '../plain-line.ts'
import { verdictWords } from '../verdict-words.ts'
import { wrapText } from '../wrap-text.ts'
import type { Comparison } from './comparison-schema.ts'
import { spreadText } from './spread-text.ts'

/** The comparison for a terminal that is too narrow for the table: a line a measure, one cell beneath the other. */
export function comparisonList({ measures, rows }: Comparison, width: number): string {
  const nameOf = ({ group, title }: { group: string; title: string }) => [group, title].filter(Boolean).join(', ')
  const widest = Math.max(...measures.map(measure => nameOf(measure).length))
  return rows
    .map(({ title, cell, verdict, notRun, values }, index) => {
      const mark = verdict === undefined ? '–' : verdictWords[verdict].mark
      const head = wrapText(plainLine(notRun === undefined ? cell : `${cell}: not run: ${notRun}`), width - 2)
      const lines = measures.flatMap(measure => {
        const spread = values[measure.id]
        if (spread === undefined) return []
        const { median, range } = spreadText(spread, measure.unit)
        const told = [range && `(${range})`, spread.floor && `floor ${spread.floor}`].filter(Boolean).join('  ')
        return [`    ${nameOf(measure).padEnd(widest)}  ${median.padStart(7)}  ${told}`.trimEnd()]
      })
      const story = rows[index - 1]?.title === title ? [] : [...(index > 0 ? [''] : []), plainLine(title)]
      return [...story, ...head.map((text, at) => `${at === 0 ? mark : ' '} ${text}`), ...lines].join('\n')
    })
    .join('\n')
}

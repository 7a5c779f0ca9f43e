import { table } from '../markdown.ts'
import { verdictWords } from '../verdict-words.ts'
import type { Comparison, ComparisonRow, MeasureHead } from './comparison-schema.ts'
import { spreadText } from './spread-text.ts'

/** The comparison as tables in Markdown, one a scenario: the median, its range, and what theory gives at least. */
export function comparisonMarkdown({ measures, rows }: Comparison): string {
  const stories = Map.groupBy(rows, ({ title }) => title)
  return [...stories].map(([title, own]) => storyOf(title, own, measures)).join('\n\n')
}

function storyOf(title: string, rows: readonly ComparisonRow[], measures: readonly MeasureHead[]): string {
  const told = measures.filter(({ id }) => rows.some(({ values }) => id in values))
  const body = rows.map(({ cell, verdict, values, notRun }) => [
    verdict === undefined ? '–' : verdictWords[verdict].mark,
    notRun === undefined ? cell : `${cell}: not run: ${notRun}`,
    ...told.map(({ id, unit }) => {
      const spread = values[id]
      if (spread === undefined) return '–'
      const { median, range } = spreadText(spread, unit)
      const most = range === undefined ? median : `${median} (${range})`
      return spread.floor === undefined ? most : `${most}; floor ${spread.floor}`
    }),
  ])
  const head = ['', 'cell', ...told.map(({ group, title }) => [group, title].filter(Boolean).join(', '))]
  const align = ['l', 'l', ...told.map(() => 'r')] as ('l' | 'r')[]
  return `## Comparison: ${title}\n\n${table(head, align, body)}`
}

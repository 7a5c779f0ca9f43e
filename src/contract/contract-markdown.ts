import { cell } from '../report/markdown.ts'
import { knownBy, type Row } from './known.ts'
import { sections } from './sections.ts'

interface Page {
  title: string
  /** Lines of Markdown below the title. */
  introduction: readonly string[]
  rows: readonly Row[]
}

const head = ['clause', 'promise', 'known', 'read in', 'seen']

/** A page of clauses, a table for each section: what each promises, and what vouches for it. */
export function contractMarkdown({ title, introduction, rows }: Page): string {
  const parts = Object.entries(sections).flatMap(([section, words]) => {
    const own = rows.filter(row => row.section === section)
    return own.length === 0 ? [] : ['', `## ${section} ${words}`, '', ...markdownTable(head, own.map(cellsOf))]
  })
  return [`# ${cell(title)}`, '', ...introduction, ...parts, ''].join('\n')
}

/** How many clauses are known by what, in words. */
export function knowledgeOf(rows: readonly Row[]): string {
  const count = (known: ReturnType<typeof knownBy>) => rows.filter(row => knownBy(row) === known).length
  const numbers = [
    `${count('seen and read')} seen and read`,
    `${count('read')} only read`,
    `${count('seen')} only seen`,
  ]
  return `${rows.length} clauses: ${numbers.join(', ')}, ${count('neither')} neither`
}

/** The lines of a table. */
export const markdownTable = (columns: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [columns, columns.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`)

function cellsOf(row: Row): string[] {
  const { id, promise, certainty, readIn } = row
  const source = readIn === undefined ? '—' : `${certainty === 'derived' ? 'follows from ' : ''}${cell(readIn)}`
  return [`\`${id}\``, cell(promise), knownBy(row), source, seenIn(row)]
}

function seenIn({ outcome, seen, fallback }: Row): string {
  switch (outcome) {
    case 'holds':
      return cell(seen)
    case 'broken':
      return `**broken**: ${cell(seen)}${fallback === undefined ? '' : `; driver's fallback: ${cell(fallback)}`}`
    case 'not-applicable':
      return `n/a: ${cell(seen)}`
    case 'unseen':
      return '—'
  }
}

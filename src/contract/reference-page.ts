import { type Clause, toldClause } from './clause.ts'
import { contractMarkdown, knowledgeOf, markdownTable } from './contract-markdown.ts'
import type { Row } from './known.ts'
import { imageWords, type ReadingRecord } from './reading-record.ts'

/** `docs/reference/k3s-contract.md`: every clause with its source, and what a kept reading saw of it. */
export function referencePage(clauses: readonly Clause[], kept: ReadingRecord): string {
  const rows = clauses.map(clause => rowOf(clause, kept))
  const introduction = [
    'What Holdfast expects of `rancher/k3s`. [How to ask an image for it](../contract.md).',
    '',
    '- **read**: in the source of k3s or of what it is made of, or in its documentation, in a copy of about that release;',
    '  *follows from* where no sentence and no constant says it. Nobody compared the copy with one release.',
    `- **seen**: on ${imageWords(kept)}, on ${kept.startedAt.slice(0, 10)}.`,
    '- **neither**: remembered only.',
    '',
    `${knowledgeOf(rows)}. Written by \`node src/contract/write-reference.ts\`, never by hand.`,
  ]
  const without = clauses.flatMap(({ id, fallback }) => (fallback === undefined ? [] : [[`\`${id}\``, fallback]]))
  return [
    contractMarkdown({ title: 'The contract with k3s, clause by clause', introduction, rows }),
    '## What the driver does without a clause',
    '',
    'It lives without those that nobody states. These are the ones that it meets:',
    '',
    ...markdownTable(['clause', 'the driver'], without),
    '',
  ].join('\n')
}

/** What was seen of another promise under the same id says nothing of this one. */
function rowOf(clause: Clause, { clauses }: ReadingRecord): Row {
  const result = clauses.find(({ id, promise }) => id === clause.id && promise === clause.promise)
  return { ...toldClause(clause), outcome: result?.outcome ?? 'unseen', seen: result?.seen ?? '' }
}

import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { timeId } from '../run/time-id.ts'
import { contractMarkdown, knowledgeOf } from './contract-markdown.ts'
import { imageWords, type ReadingRecord } from './reading-record.ts'
import { summaryOf } from './result.ts'

/** Writes `contract.json` and `contract.md` below `<root>/contract-<time id>`; returns the Markdown file's path. */
export async function writeContract(record: ReadingRecord, root = 'reports'): Promise<string> {
  const directory = resolve(root, `contract-${timeId()}`)
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, 'contract.json'), `${JSON.stringify(record, null, 2)}\n`)
  const page = join(directory, 'contract.md')
  const { clauses } = record
  const introduction = [summaryOf(clauses), '', `${knowledgeOf(clauses)}.`]
  const title = `${imageWords(record)} by the contract of rancher/k3s`
  await writeFile(page, contractMarkdown({ title, introduction, rows: clauses }))
  return page
}

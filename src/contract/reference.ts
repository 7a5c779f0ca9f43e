import { readFileSync } from 'node:fs'
import type { ReadingRecord } from './reading-record.ts'
import { referencePage } from './reference-page.ts'
import { suites } from './suites.ts'

const reference = (name: string): URL => new URL(`../../docs/reference/${name}`, import.meta.url)

/** The `contract.json` of the run that the page shows. */
export const keptReading = reference('k3s-contract.json')
export const referenceFile = reference('k3s-contract.md')

/** What the page must be now. */
export function referenceText(): string {
  const kept = JSON.parse(readFileSync(keptReading, 'utf8')) as ReadingRecord
  return referencePage(
    suites.flatMap(({ clauses }) => clauses),
    kept,
  )
}

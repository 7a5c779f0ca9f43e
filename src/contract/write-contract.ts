import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { withoutSecrets } from '../base/without-secrets.ts'
import type { ImageRecord } from '../history/manifest.ts'
import { timeId } from '../run/time-id.ts'
import { holdfastVersion } from '../run/version.ts'
import type { Capability } from './capability.ts'
import { contractMarkdown } from './contract-markdown.ts'
import { countOutcomes, type Result } from './result.ts'

/** What an image was asked, and what became of it. */
export interface Reading {
  image: ImageRecord
  /** As the image itself says it. */
  version: string
  lacks: readonly Capability[]
  startedAt: Date
  results: readonly Result[]
}

/** Writes `contract.json` and `contract.md` below `<root>/contract-<time id>`; returns the Markdown file's path. */
export async function writeContract(reading: Reading, root = 'reports'): Promise<string> {
  const { image, version, lacks, startedAt } = reading
  const results = withoutSecrets(reading.results)
  const directory = resolve(root, `contract-${timeId()}`)
  await mkdir(directory, { recursive: true })
  const json = {
    schemaVersion: 1,
    holdfast: holdfastVersion(),
    image,
    version,
    lacks,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    counts: countOutcomes(results),
    clauses: results,
  }
  await writeFile(join(directory, 'contract.json'), `${JSON.stringify(json, null, 2)}\n`)
  const title = `${image.reference}${image.standIn ? ', a stand-in for k3s,' : ''} (${version}) by the contract of rancher/k3s`
  const page = join(directory, 'contract.md')
  await writeFile(page, contractMarkdown(title, results))
  return page
}

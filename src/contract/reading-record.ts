import { withoutSecrets } from '../base/without-secrets.ts'
import type { ImageRecord } from '../history/manifest.ts'
import { holdfastVersion } from '../run/version.ts'
import type { Capability } from './capability.ts'
import { countOutcomes, type Outcome, type Result } from './result.ts'

/** What an image was asked, and what became of it. */
export interface Reading {
  image: ImageRecord
  /** As the image itself says it. */
  version: string
  lacks: readonly Capability[]
  startedAt: Date
  results: readonly Result[]
}

/** `contract.json`. */
export interface ReadingRecord {
  schemaVersion: 2
  holdfast: ReturnType<typeof holdfastVersion>
  image: ImageRecord
  version: string
  lacks: readonly Capability[]
  startedAt: string
  durationMs: number
  counts: Record<Outcome, number>
  clauses: readonly Result[]
}

/** A reading that has ended now, as it is kept. */
export function readingRecord({ image, version, lacks, startedAt, results }: Reading): ReadingRecord {
  return {
    schemaVersion: 2,
    holdfast: holdfastVersion(),
    image,
    version,
    lacks,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    counts: countOutcomes(results),
    clauses: withoutSecrets(results),
  }
}

/** Which image was read: `holdfast/node:…, a stand-in for k3s, (v1.36.3+k3s1)`. */
export const imageWords = ({ image, version }: Pick<ReadingRecord, 'image' | 'version'>): string =>
  `${image.reference}${image.standIn ? ', a stand-in for k3s,' : ''} (${version})`

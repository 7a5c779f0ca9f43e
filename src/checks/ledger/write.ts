import type { History } from '../../history/history.ts'
import type { Fate } from '../../history/ledger-records.ts'
import type { Sample } from '../../history/records.ts'
import type { Evidence } from '../check-result.ts'

/** A write as the checks compare them: of a client of the ledger, or of a write probe. */
export interface Write {
  /** The client's name, or the probe's series. */
  client: string
  object: string
  value?: string
  sentUs: number
  endUs: number
  /** Number of a probe's sample. */
  n?: number
}

/** A write that took effect, under a known version: acknowledged, or seen by somebody. */
export interface Commit extends Write {
  resourceVersion: string
}

/**
 * What the answer to a write probe promises: `ok` that it is there for good; a 4xx, or a request that never left, that
 * it is not; everything else (every 5xx, reset or time-out after a byte was sent) nothing.
 */
export function fateOf({ outcome, requestSent }: Sample): Fate {
  if (outcome === 'ok') return 'acknowledged'
  return outcome === '4xx' || outcome === '429' || !requestSent ? 'rejected' : 'indeterminate'
}

/** The samples of write probes, of every phase: each creates an object of its own. */
export function* writeSamples({ series, samples }: History): Generator<Sample & { object: string }> {
  for (const { id, operation } of series) {
    if (operation !== 'write') continue
    for (const sample of samples.get(id) ?? []) if (hasObject(sample)) yield sample
  }
}

const hasObject = (sample: Sample): sample is Sample & { object: string } => sample.object !== undefined

/** A write probe's sample as the write that it is. */
export const writeOf = ({ series, n, object, intendedUs, sentUs, endUs }: Sample & { object: string }): Write => ({
  client: series,
  object,
  sentUs: sentUs ?? intendedUs,
  endUs,
  n,
})

/** Where in the record a write is. */
export const evidenceOf = <const Seen>({ client, n, sentUs, endUs }: Write, seen: Seen): Evidence<Seen> => ({
  fromUs: sentUs,
  toUs: Number.isFinite(endUs) ? endUs : sentUs,
  seen,
  ...(n !== undefined && { samples: { series: client, from: n, to: n } }),
})

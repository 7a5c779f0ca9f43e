import type { Manifest } from './manifest.ts'
import type { HarnessRecord, ProberRecord, Sample, SeriesDefinition } from './records.ts'

/** A record read whole: what every check gets. */
export interface History {
  manifest: Manifest
  /** The harness' records in order of time. */
  harness: HarnessRecord[]
  /** The prober's records but for its samples, in order of time. */
  prober: Exclude<ProberRecord, Sample>[]
  series: SeriesDefinition[]
  /** Samples of each series by its id, in order of their number. */
  samples: Map<string, Sample[]>
  /** What is wrong with the record itself, in words: a stream without its end, a gap in its numbers. */
  problems: string[]
}

import type { SeriesDefinition } from '../history/records.ts'
import type { BrokenEpisode } from './episode-limits.ts'
import type { Outage } from './judgement.ts'

/** A series as people name it. */
export type SeriesName = Pick<SeriesDefinition, 'path' | 'operation' | 'connection'>

interface Outages {
  series: SeriesName
  /** The faults, by id, after which it is not judged: theory has no number for them. */
  notJudgedAfter: readonly string[]
}

interface LongestOutage extends Outages {
  kind: 'longest-outage'
  lengthUs: number
  isOpen: boolean
  /** Where only a part of the outage is limited. */
  partOfUs?: number
  /** Faults, by id, where it is no matter of course which. */
  after: readonly string[]
  limitMs: number
}

/** What is said of the outages of a series. */
export interface OutageCheck {
  promise: { kind: 'outage'; series: string; of: SeriesName; withinMs?: number }
  reason:
    | { kind: 'not-sent'; series: SeriesName }
    | (Outages & { kind: 'no-outage'; samples: number; stalledMs: number })
    | LongestOutage
    | { kind: 'episode-broken'; series: SeriesName; how: BrokenEpisode }
  seen: { kind: 'outage'; outage: Outage } | BrokenEpisode
}

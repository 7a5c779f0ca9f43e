import type { Interval } from '../checks/interval.ts'
import type { Sample } from '../history/records.ts'
import type { Attempt } from './disruptions.ts'
import type { Planting, Station } from './planting.ts'
import type { Scrape } from './scrape-jobs.ts'

/** What was done and seen during one phase. */
export interface PhaseRecord {
  stations: readonly Station[]
  busy: boolean
  /** All programs were at work. */
  watched: Interval
  plantings: Planting[]
  /** The prober's, by station. */
  samples: Map<string, Sample[]>
  monitor: Attempt[]
  scrapes: Scrape[]
  /** The most memory that the prober had resident. */
  proberMiB: number
  /** Measured in one phase. */
  cost?: PhaseCost
}

/** CPU time of the prober and of the bare loop beside it, for as many requests of each. */
export interface PhaseCost {
  proberMs: number
  bareLoopMs: number
  requests: number
}

import type { SeriesBasis } from './basis.ts'

/** A share of new connections that fails while others succeed: 0 to 1, and for how long at most, in ms, if theory knows. */
export interface PartLost {
  share: number
  forMs?: number
}

/** What theory gives for a series of requests. */
export interface Prediction {
  /** The longest time without a success, in ms; without `toMs` theory knows no upper end. Absent: no prediction. */
  gap?: { fromMs: number; toMs?: number }
  partly?: PartLost
  basis: SeriesBasis
  /** Of `partly`, what meets a server that is lost: that one which starts answers with errors goes without saying. */
  meetsLost?: PartLost
}

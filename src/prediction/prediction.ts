/** What theory gives for a series of requests. */
export interface Prediction {
  /** The longest time without a success, in ms; without `toMs` theory knows no upper end. Absent: no prediction. */
  gap?: { fromMs: number; toMs?: number }
  /** While others succeed: the share that fails, 0 to 1, and for how long at most, in ms, if theory knows. */
  partly?: { share: number; forMs?: number }
  /** What it rests on, for people. */
  words: string
}

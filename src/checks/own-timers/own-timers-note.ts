/** For so long a node renewed nothing, and it counts as not Ready after so long here, and there. */
type Silence = {
  kind: 'silence'
  silentMs: number
  graceMs: number
  ownGraceMs: number
}

/** What the model gives there for the time without a success, or with failures beside some, and what is allowed. */
type LongerGap = {
  kind: 'gap'
  band: { fromMs: number; toMs?: number }
  limitMs: number
}

/** What was measured and what it may wait besides for the clock there, and what is allowed. */
type SlowerStart = {
  kind: 'start'
  upToMs: number
  limitMs: number
}

/** What a promise's verdict would be under the distribution's own timers, where the model says that it would be another one. */
export interface OwnTimersNote {
  would: 'pass' | 'fail'
  /** Whether the model says so for sure, or only that it may be. */
  isSure: boolean
  because: Silence | LongerGap | SlowerStart
}

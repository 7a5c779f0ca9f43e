export const verdicts = ['pass', 'unknown', 'fail'] as const
export type Verdict = (typeof verdicts)[number]

/** Worst wins: fail, then unknown, then pass. Nothing judged at all is unknown. */
export const worst = (all: readonly Verdict[]): Verdict =>
  all.length === 0 ? 'unknown' : verdicts[Math.max(...all.map(verdict => verdicts.indexOf(verdict)))]!

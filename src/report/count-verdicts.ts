import type { Verdict } from '../checks/verdict.ts'

/** How many of each verdict. */
export type VerdictCounts = Record<Verdict, number>

export function countVerdicts(judged: readonly { verdict: Verdict }[]): VerdictCounts {
  const counts: VerdictCounts = { pass: 0, fail: 0, unknown: 0 }
  for (const { verdict } of judged) counts[verdict] += 1
  return counts
}

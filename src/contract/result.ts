import type { Certainty } from './evidence.ts'

export type Outcome = 'holds' | 'broken' | 'not-applicable'

/** What became of one clause. */
export interface Result {
  id: string
  section: string
  promise: string
  certainty: Certainty
  /** The file of k3s that says it, or that it follows from. */
  readIn?: string
  outcome: Outcome
  /** What was seen; of a clause that does not apply, why. */
  seen: string
  /** As in the clause. */
  fallback?: string
}

/** How many clauses came to each outcome. */
export const countOutcomes = (results: readonly Result[]): Record<Outcome, number> => ({
  holds: results.filter(({ outcome }) => outcome === 'holds').length,
  broken: results.filter(({ outcome }) => outcome === 'broken').length,
  'not-applicable': results.filter(({ outcome }) => outcome === 'not-applicable').length,
})

/** The last word of a run of the contract. */
export function summaryOf(results: readonly Result[]): string {
  const { holds, broken, 'not-applicable': exempt } = countOutcomes(results)
  return `contract: ${holds} hold, ${broken} broken, ${exempt} not applicable`
}

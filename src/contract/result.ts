import type { ToldClause } from './clause.ts'

export type Outcome = 'holds' | 'broken' | 'not-applicable'

/** What became of one clause. */
export interface Result extends ToldClause {
  outcome: Outcome
  /** What was seen; of a clause that does not apply, why. */
  seen: string
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

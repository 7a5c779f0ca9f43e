import type { Distribution } from '../../distributions/distribution.ts'
import type { Plan } from './plan.ts'

export const severities = ['error', 'warning', 'info'] as const
/** An error stops a run before anything starts; a warning goes into its report; info is always told. */
export type Severity = (typeof severities)[number]

/** What a rule saw at one place. What differs from the rule's own words replaces them. */
export interface Sighting {
  /** The node, the field, or the line of a file that it is about. */
  subject: string
  /** What is there, one sentence. */
  found: string
  severity?: Severity
  why?: string
  advice?: string
}

/** What a rule says, of every distribution or of this one. */
type Words = string | ((distribution: Distribution) => string)

/** One thing that goes wrong with topologies, and how to see it before anything runs. */
export interface Rule {
  severity: Severity
  /** Why it matters, for the person on call. */
  why: Words
  /** Where that is known from. */
  source: Words
  /** What to do about it. */
  advice: string
  look(plan: Plan): Sighting[]
}

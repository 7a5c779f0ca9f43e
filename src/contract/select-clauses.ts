import { BadInputError } from '../base/errors.ts'
import { type Clause, type Suite, sectionOf } from './clause.ts'

/** The clauses of one id, or of a section with those below it: `4` and `4.5` are sections of `4.5-no-token`. */
export function selectClauses(suites: readonly Suite[], only: string | undefined): Suite[] {
  if (only === undefined) return [...suites]
  const isMeant = (clause: Clause) => clause.id === only || `${sectionOf(clause)}.`.startsWith(`${only}.`)
  const selected = suites
    .map(({ title, clauses }) => ({ title, clauses: clauses.filter(isMeant) }))
    .filter(({ clauses }) => clauses.length > 0)
  if (selected.length === 0) {
    const sections = [...new Set(suites.flatMap(({ clauses }) => clauses.map(sectionOf)))]
    throw new BadInputError(`--only: no clause is '${only}'`, {
      hint: `sections are ${sections.toSorted(numerically).join(', ')}`,
    })
  }
  return selected
}

const numerically = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

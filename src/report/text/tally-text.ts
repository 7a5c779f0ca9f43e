import type { Tally } from '../../checks/tally.ts'
import { type Catalogue, textOf } from './catalogue.ts'

interface TallyWords<Seen extends { kind: string }> {
  /** How many were looked at: `of 1920 acknowledged writes`. */
  among: string
  /** What the violations are: `are lost`. */
  what: string
  seen: Catalogue<Seen>
  /** Where there is none. */
  kept: string
}

/** What is said of something that must never happen: that it did not, or how often it did, and the first times. */
export function tallyText<Seen extends { kind: string }>(
  { violations, first }: Pick<Tally<string, unknown, Seen>, 'violations' | 'first'>,
  { among, what, seen, kept }: TallyWords<Seen>,
): string {
  if (violations === 0) return kept
  const rest = violations > first.length ? `; and ${violations - first.length} more` : ''
  return `${among} ${violations} ${what}: ${first.map(each => textOf(seen, each)).join('; ')}${rest}`
}

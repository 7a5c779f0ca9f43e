import { type Source, sources } from './sources.ts'

/** Where a clause was read: a file says it, or it follows from what a file does. One of both, or it is remembered only. */
export interface Evidence {
  stated?: Source
  derived?: Source
}

/** How sure the contract itself is of a clause. */
export type Certainty = 'stated' | 'derived' | 'unconfirmed'

export const certaintyOf = ({ stated, derived }: Evidence): Certainty => {
  if (stated !== undefined) return 'stated'
  return derived === undefined ? 'unconfirmed' : 'derived'
}

/** The file that a clause was read in, and how old that copy is; undefined where it was read nowhere. */
export function readIn({ stated, derived }: Evidence): string | undefined {
  const source = stated ?? derived
  return source && `${source} (${sources[source]})`
}

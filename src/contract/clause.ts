import type { ImageRole } from '../topology/image-role.ts'
import type { Capability } from './capability.ts'
import { type Certainty, certaintyOf, type Evidence, readIn } from './evidence.ts'
import type { Lab } from './lab.ts'

/** One promise of the contract, and how an image is asked for it. */
export interface Clause extends Evidence {
  /** The section of the contract and a word: `3.4-ping`. */
  id: string
  /** A sentence. */
  promise: string
  /** What an image may declare to lack. */
  needs?: Capability
  /** Images that it takes beside the node's. */
  takes?: readonly ImageRole[]
  /** Why this version is not asked. */
  exempt?: (version: string) => string | undefined
  /** Of a clause that nobody states, and that the k3s driver meets: what the driver does where it does not hold. */
  fallback?: string
  /** What was seen, in words. @throws ContractViolation, or what kept it from being seen */
  test(lab: Lab): Promise<string>
}

/** Clauses about one thing, in the order in which they are asked. */
export interface Suite {
  title: string
  clauses: Clause[]
}

/** A clause as it is told, whatever becomes of it. */
export interface ToldClause {
  id: string
  section: string
  promise: string
  certainty: Certainty
  /** The file of k3s that says it, or that it follows from. */
  readIn?: string
  /** As in the clause. */
  fallback?: string
}

export function toldClause(clause: Clause): ToldClause {
  const { id, promise, fallback } = clause
  const source = readIn(clause)
  return {
    id,
    section: sectionOf(clause),
    promise,
    certainty: certaintyOf(clause),
    ...(source !== undefined && { readIn: source }),
    ...(fallback !== undefined && { fallback }),
  }
}

/** `3.4` of `3.4-ping`. */
export const sectionOf = ({ id }: Pick<Clause, 'id'>): string => id.slice(0, id.indexOf('-'))

import type { ImageRole } from '../topology/image-role.ts'
import type { Capability } from './capability.ts'
import type { Evidence } from './evidence.ts'
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

/** `3.4` of `3.4-ping`. */
export const sectionOf = ({ id }: Pick<Clause, 'id'>): string => id.slice(0, id.indexOf('-'))

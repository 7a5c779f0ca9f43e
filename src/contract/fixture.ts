import type { Lab } from './lab.ts'

/** A state of the lab that several clauses look at: made when the first one asks, once; its failure is theirs. */
export function fixture<T>(make: (lab: Lab) => Promise<T>): (lab: Lab) => Promise<T> {
  const made = new WeakMap<Lab, Promise<T>>()
  return lab => {
    const state = made.get(lab) ?? make(lab)
    made.set(lab, state)
    return state
  }
}

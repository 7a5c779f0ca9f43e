import { messageOf } from '../base/errors.ts'

/** Whether an observer that is not the actor saw a fault bite, and what it saw. */
export interface Proof {
  proven: boolean
  evidence: string
}

/** A look that tells what it saw, or fails. */
export const proofBy = (look: Promise<string>): Promise<Proof> =>
  look.then(evidence => ({ proven: true, evidence }), unproven)

/** A look that failed. */
export const unproven = (error: unknown): Proof => ({ proven: false, evidence: messageOf(error) })

import type { Role } from '../topology/node-id.ts'

/**
 * How schedules draw a fault. One without it is never drawn: it changes what a node is (a wiped one is another member of
 * etcd), or means something for a whole group only.
 */
export interface Drawing {
  /** How often it is drawn against the others; 0: only when it is asked for by its name. */
  weight: number
  /** Bounds of its length, in whole seconds. */
  lengthS: readonly [shortest: number, longest: number]
  /** Whom it is drawn for: those on whom it shows within that time. @default all that it can strike */
  roles?: readonly Role[]
  /** Selectors that it is not drawn for. */
  except?: readonly string[]
  /** What it may be told, one of these each time. @default nothing */
  options?: readonly Record<string, unknown>[]
}

/** An election under the slowest timers takes up to 10 s, and is the proof that a leader was lost. */
export const shortestS = 12

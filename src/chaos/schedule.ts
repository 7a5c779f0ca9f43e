import type { Topology } from '../topology/topology.ts'

/** Whether the datastore keeps a quorum at every moment of a schedule, or is to lose it at some. */
export const quorumWords = ['keep', 'break'] as const
export type Quorum = (typeof quorumWords)[number]

/** One fault of a schedule. Times are planned ones, ms after the schedule's begin. */
export interface ScheduledFault {
  atMs: number
  /** Its name in the catalogue. */
  fault: string
  /** Who is struck, by fact at that moment. */
  selector: string
  /** What the fault is told. */
  options?: Record<string, unknown>
  /** From its call until it is healed. */
  lengthMs: number
}

/** Which faults strike whom and when, drawn from a seed or written by hand. */
export interface Schedule {
  /** Of the draw, and of what selectors draw while it runs. */
  seed: number
  durationMs: number
  quorum: Quorum
  /** The one that it was drawn for, and that it runs on. */
  topology: Topology
  /** In order of time. */
  faults: ScheduledFault[]
}

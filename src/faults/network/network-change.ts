/** A change of a node's own network, as shell scripts for a helper in its namespace. */
export interface NetworkChange {
  /** What is so while it lasts, for the record. */
  words: string
  /** Makes it. */
  set: string
  /** Takes it back; harmless where it was never made. */
  remove: string
  /** What is so once it is taken back. */
  after: string
  /** How the kernel tells that packets met it; without one, others must find the node silent. */
  tally?: KernelTally
  /** What somebody else sees of it, beside the kernel; rejects while that is nothing. */
  seen?(): Promise<string>
}

/** The kernel's own count of what a change did. */
export interface KernelTally {
  /** A shell script that prints it. */
  script: string
  /** The numbers in what the script printed. */
  read(printed: string): Tally
  /** The numbers in words: `12 packets met the rules`. */
  say(tally: Tally): string
}

/** Packets since the change was made. */
export interface Tally {
  /** Those that it touched, or how often it did. */
  struck: number
  /** Those that did not get on. */
  lost: number
  /** Those that did, as far as the kernel counts them. */
  spared: number
}

/** Of two lives of a node. */
export const sumOf = (a: Tally, b: Tally): Tally => ({
  struck: a.struck + b.struck,
  lost: a.lost + b.lost,
  spared: a.spared + b.spared,
})

export const nothing: Tally = { struck: 0, lost: 0, spared: 0 }

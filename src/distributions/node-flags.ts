/** How the arguments of a distribution's nodes are to be read. */
export interface NodeFlags {
  /** Arguments with a secret in them, which process lists would show. */
  secret: RegExp
  /** Arguments that set up an apiserver's audit log. */
  audit: RegExp
  /** All that users may write; any flag when absent. */
  taken?: { pattern: RegExp; hint: string }
  /** Arguments that exist once for all servers. */
  shared?: RegExp
  /** What must be equal on all servers: flags by their name without dashes, and words of flags that take a list. */
  critical: { flags: Readonly<Record<string, CriticalFlag>>; words: readonly { flag: string; word: string }[] }
  /** What servers do that were given different ones, and where that is known from. */
  whenUnequal: { why: string; source: string }
}

/** A flag that all servers need alike, as its program reads it. */
export interface CriticalFlag {
  /** A switch is true when it is there alone; of a text the last one counts, of a list all. */
  kind: 'switch' | 'text' | 'list'
  /** What its absence means, which may follow from other flags of the same server. */
  absent: string | ((effective: (flag: string) => string) => string)
}

import type { SupervisorRequest } from '../../prober/protocol.ts'

/** How the cluster's token is changed at a server that runs. */
export interface TokenRotation {
  /** The part of an image that does it, as its label says that it lacks it, and what to take instead. */
  needs: { part: string; words: string; hint: string }
  /** The file where a server keeps the token, which is after the last colon. */
  tokenFile: string
  /** Tells a server that the token is another one now. */
  rotate(token: string, next: string): SupervisorRequest
  /** Asks a server as one who knows a token. */
  askAs(token: string): SupervisorRequest
  /** Run in a server that runs, makes the token of its configuration the cluster's again, whichever is now. */
  restore: string[]
}

/** A server that the balancer's own checks took out, or back in. */
export interface UpstreamChange {
  /** As its file names it: `server-0`. */
  server: string
  isUp: boolean
  /** The check's answer, in the balancer's words. */
  reason: string
}

/** What a relay is told. */
export interface RelaySetup {
  /** Of the pod whose way all of them take. */
  podIp: string
  routes: Route[]
}

/** One way through a pod. */
export interface Route {
  /** Where it begins, on the pod's node. */
  port: number
  /** What the pod connects to. */
  to: { ip: string; port: number }
}

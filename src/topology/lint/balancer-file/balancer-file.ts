/** What a load balancer's configuration says, as far as the lint's rules ask. */
export interface BalancerFile {
  kind: 'nginx' | 'haproxy'
  /** For people: the path of a user's file, or whose it is. */
  name: string
  pools: BalancerPool[]
}

/** Servers that one listener's connections are shared among, with the settings in force there. */
export interface BalancerPool {
  name: string
  /** Where it begins, from 1. */
  line: number
  servers: BalancerServer[]
  /** How long a connection to a server may take to stand; undefined: nothing is set, and the program's own default holds. */
  connectLimitMs?: number
  check: HealthCheck
  /** nginx: what one worker learns of a server, all know. Of HAProxy always true: its threads share their state. */
  sharesState: boolean
  /** Whether a connection that failed at one server goes on to another. */
  retriesElsewhere: boolean
}

export interface BalancerServer {
  /** A host or address as written, without its port. */
  host: string
  port?: number
  line: number
  /** A name that is looked up again while the balancer runs. */
  resolvedAgain: boolean
}

/** How a balancer learns that a server is ill before a client does. */
export type HealthCheck =
  | { kind: 'none' }
  /** A connection that stands is enough. */
  | ({ kind: 'tcp' } & CheckPace)
  /** A request; `certificate`: it shows a client certificate; `acceptsRefusal`: 401 or 403 count as well. */
  | ({ kind: 'http'; path: string; certificate: boolean; acceptsRefusal: boolean } & CheckPace)

interface CheckPace {
  /** From one look to the next. */
  intervalMs: number
  /** Looks in a row that must fail before a server is left out. */
  fall: number
}

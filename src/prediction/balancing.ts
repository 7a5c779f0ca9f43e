import { connectLimitMs } from '../topology/connect-limit.ts'
import { connectDetectionMs, readinessDetectionMs } from '../topology/haproxy-check.ts'
import type { Topology } from '../topology/topology.ts'

/**
 * How a client finds a server lost: its address is gone after refusing a connection or two; its address says nothing; it
 * takes connections and answers none; it answers with errors, because it starts or cannot ask what keeps the state.
 */
export type Loss = 'gone' | 'silent' | 'frozen' | 'starting' | 'stateless'

/** What a load balancer makes of a lost server. */
export interface Balancing {
  /** For how long at most new connections are led there all the same, in ms; endless while the server is lost. */
  leadsMs: number
  /** What a new connection waits before it is led to another one, in ms. */
  limitMs: number
  /** When it cuts the connections that stand, in ms; endless if it does not. */
  cutsMs: number
}

const never = Number.POSITIVE_INFINITY

/** Undefined where nothing is known: a file of the user's own. */
export function balancingOf({ loadBalancer }: Topology, loss: Loss): Balancing | undefined {
  const { kind, preset, file } = loadBalancer
  const limitMs = connectLimitMs(loadBalancer)
  if (limitMs === undefined || file !== undefined) return undefined
  const asksApi = kind !== 'nginx' && preset !== 'plain'
  const isVanished = loss === 'gone' || loss === 'silent'
  const isSeen = asksApi && (loss !== 'stateless' || preset === 'ready')
  const cutsMs = isSeen ? readinessDetectionMs : never
  // Measured by cells: measuring 2.6, docs/load-balancers.md.
  if (isVanished && preset !== 'plain') return { leadsMs: 0, limitMs, cutsMs }
  if (isVanished) return { leadsMs: kind === 'nginx' ? never : connectDetectionMs, limitMs, cutsMs }
  if (loss === 'starting') return { leadsMs: asksApi ? 0 : never, limitMs: 0, cutsMs }
  // A kernel takes connections for a frozen process: only a check that asks the API sees it, and of etcd only one that asks that.
  return { leadsMs: isSeen ? readinessDetectionMs : never, limitMs: 0, cutsMs }
}

/** nginx with every server marked as failed refuses until the mark is over: `fail_timeout`, and a second for its clock. */
export const prolongsMs = ({ loadBalancer: { kind, preset } }: Topology): number =>
  kind !== 'nginx' ? 0 : preset === 'plain' ? 11_000 : 3000

import { BadInputError } from '../../base/errors.ts'
import type { Topology } from '../../topology/topology.ts'
import { haproxy } from './haproxy.ts'
import type { LoadBalancer } from './load-balancer.ts'
import { nginx } from './nginx.ts'

const kinds: Partial<Record<Topology['loadBalancer']['kind'], LoadBalancer>> = { nginx, haproxy }

/** The load balancer of a topology; undefined for `none`. @throws BadInputError for one that cannot be had */
export function balancerOf({ loadBalancer: { kind } }: Topology): LoadBalancer | undefined {
  if (kind === 'none') return undefined
  const balancer = kinds[kind]
  if (balancer === undefined) throw new BadInputError(`topology.loadBalancer.kind: there is no ${kind} yet`)
  return balancer
}

import { readTextFile } from '../../run/read-text-file.ts'
import type { Topology } from '../../topology/topology.ts'
import { gobetween } from './gobetween.ts'
import { haproxy } from './haproxy.ts'
import { haproxyWithKeepalived } from './keepalived.ts'
import type { LoadBalancer } from './load-balancer.ts'
import { nginx } from './nginx.ts'
import { usersFile } from './users-file.ts'

type Kind = Topology['loadBalancer']['kind']

const kinds: Record<Exclude<Kind, 'none'>, LoadBalancer> = {
  gobetween,
  nginx,
  haproxy,
  'haproxy+keepalived': haproxyWithKeepalived,
}

/**
 * The load balancer of a topology; undefined for `none`. A file of the user's own is read now.
 * @throws BadInputError for one that cannot be read
 */
export function balancerOf(topology: Topology): LoadBalancer | undefined {
  const { kind, file } = topology.loadBalancer
  if (kind === 'none') return undefined
  return file === undefined ? kinds[kind] : usersFile(kinds[kind], file, readTextFile(file, "load balancer's file"))
}

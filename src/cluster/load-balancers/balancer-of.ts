import { BadInputError } from '../../base/errors.ts'
import { distributionOf } from '../../distributions/distribution-of.ts'
import { readTextFile } from '../../run/read-text-file.ts'
import { fileName, serverIds } from '../../topology/node-id.ts'
import type { Topology } from '../../topology/topology.ts'
import { gobetweenConfig } from './gobetween.ts'
import { haproxy } from './haproxy.ts'
import { haproxyWithKeepalived } from './keepalived.ts'
import type { LoadBalancer } from './load-balancer.ts'
import { nginx } from './nginx.ts'
import { usersFile } from './users-file.ts'

type Kind = Topology['loadBalancer']['kind']

const kinds: Record<Exclude<Kind, 'none' | 'gobetween'>, LoadBalancer> = {
  nginx,
  haproxy,
  'haproxy+keepalived': haproxyWithKeepalived,
}

/**
 * The load balancer of a topology; undefined for `none`. A file of the user's own is read now.
 * @throws BadInputError for one that cannot be had
 */
export function balancerOf(topology: Topology): LoadBalancer | undefined {
  const { kind, file } = topology.loadBalancer
  if (kind === 'none') return undefined
  if (kind === 'gobetween') throw withoutGobetween(topology)
  return file === undefined ? kinds[kind] : usersFile(kinds[kind], file, readTextFile(file, "load balancer's file"))
}

function withoutGobetween(topology: Topology): BadInputError {
  const upstreams = serverIds(topology.servers).map(fileName)
  return new BadInputError(
    'topology.loadBalancer.kind: gobetween cannot be had: no package of Debian and no Go module holds it, and no image of it is pinned',
    {
      hint: `take nginx or haproxy; the file for a gobetween of your own:\n${gobetweenConfig(upstreams, distributionOf(topology).ports.api)}`,
    },
  )
}

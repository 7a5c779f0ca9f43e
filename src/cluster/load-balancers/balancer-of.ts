import { BadInputError } from '../../base/errors.ts'
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
export function balancerOf({ servers, loadBalancer: { kind, file } }: Topology): LoadBalancer | undefined {
  if (kind === 'none') return undefined
  if (kind === 'gobetween') throw withoutGobetween(servers)
  return file === undefined ? kinds[kind] : usersFile(kinds[kind], file, readTextFile(file, "load balancer's file"))
}

const withoutGobetween = (servers: number): BadInputError =>
  new BadInputError(
    'topology.loadBalancer.kind: gobetween cannot be had: no package of Debian and no Go module holds it, and no image of it is pinned',
    {
      hint: `take nginx or haproxy; the file for a gobetween of your own:\n${gobetweenConfig(serverIds(servers).map(fileName))}`,
    },
  )

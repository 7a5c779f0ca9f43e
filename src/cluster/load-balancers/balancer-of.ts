import { readFileSync } from 'node:fs'
import { BadInputError, messageOf } from '../../base/errors.ts'
import type { Topology } from '../../topology/topology.ts'
import { haproxy } from './haproxy.ts'
import type { LoadBalancer } from './load-balancer.ts'
import { nginx } from './nginx.ts'
import { usersFile } from './users-file.ts'

const kinds: Partial<Record<Topology['loadBalancer']['kind'], LoadBalancer>> = { nginx, haproxy }

/**
 * The load balancer of a topology; undefined for `none`. A file of the user's own is read now.
 * @throws BadInputError for one that cannot be had
 */
export function balancerOf({ loadBalancer: { kind, file } }: Topology): LoadBalancer | undefined {
  if (kind === 'none') return undefined
  const balancer = kinds[kind]
  if (balancer === undefined) throw new BadInputError(`topology.loadBalancer.kind: there is no ${kind} yet`)
  return file === undefined ? balancer : usersFile(balancer, file, textOf(file))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new BadInputError(`the load balancer's file ${file} cannot be read: ${messageOf(error)}`)
  }
}

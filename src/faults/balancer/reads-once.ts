import type { Topology } from '../../topology/topology.ts'

/** Why a load balancer cannot be told to read its configuration anew; undefined where it can. */
export const readsOnce = ({ loadBalancer: { kind } }: Topology): string | undefined =>
  kind === 'gobetween' ? 'gobetween reads its configuration at its start alone' : undefined

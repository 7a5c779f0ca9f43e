import type { Topology } from './topology.ts'

/** Whether nobody knows how its load balancer leads connections: by a file of the user's own, or as gobetween, whose log does not tell. */
export const isOpaque = ({ kind, file }: Topology['loadBalancer']): boolean =>
  file !== undefined || kind === 'gobetween'

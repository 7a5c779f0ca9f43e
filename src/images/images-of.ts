import { type DistributionWord, distributions, usualDistribution } from '../distributions/distributions.ts'
import type { ImageRecord } from '../history/manifest.ts'
import type { ImageRole } from '../topology/image-role.ts'
import { namedImages } from '../topology/named-images.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { Topology } from '../topology/topology.ts'
import type { ImageChoice } from './image-choice.ts'

/**
 * What every cluster takes, whatever else its topology asks for: the tools too, as a story may alter a network at any
 * moment, and what is missing then is missed too late.
 */
export const always = ['node', 'client', 'workload', 'tools'] as const satisfies readonly ImageRole[]

/** The images of one run, by role: beside those only what its topology takes. */
export type Images = Record<(typeof always)[number], ImageRecord> & Partial<Record<ImageRole, ImageRecord>>

const balancerImages: Record<Topology['loadBalancer']['kind'], ImageRole[]> = {
  nginx: ['nginx'],
  haproxy: ['haproxy'],
  'haproxy+keepalived': ['haproxy'],
  gobetween: ['gobetween'],
  none: [],
}

const datastoreImages: Record<Topology['datastore'], ImageRole[]> = {
  'embedded-etcd': [],
  sqlite: [],
  postgres: ['postgres'],
  mysql: ['mysql'],
  'external-etcd': ['etcd'],
}

/** The roles that a topology needs an image for. */
export const imagesOf = ({ distribution, loadBalancer, datastore, addOns }: Topology): ImageRole[] => [
  ...always,
  ...(distributions[distribution].bringsPauseImage ? [] : (['pause'] as const)),
  ...balancerImages[loadBalancer.kind],
  ...datastoreImages[datastore],
  ...(addOns.coredns > 0 ? (['coredns'] as const) : []),
  ...(addOns.metricsServer ? (['metrics-server'] as const) : []),
]

/** What the default topology takes, of a distribution. */
export const usualRoles = (distribution: DistributionWord = usualDistribution): ImageRole[] =>
  imagesOf(parseTopology({ distribution }, 'the default topology'))

/** The image of a role that the topology takes. */
export function imageFor(images: Images, role: ImageRole): ImageRecord {
  const image = images[role]
  if (image === undefined) throw new RangeError(`no ${role} image was asked for`)
  return image
}

/** Roles for which the published image does not do in a topology, and why. */
const unfitImages: Partial<Record<Topology['loadBalancer']['kind'], ImageChoice['unfit']>> = {
  'haproxy+keepalived': { haproxy: 'it holds no keepalived, which two load balancers need to share an address' },
}

/** What to ask for when a topology is to run. */
export const choiceFor = (topology: Topology): ImageChoice & { roles: ImageRole[] } => ({
  roles: imagesOf(topology),
  named: namedImages(topology),
  unfit: unfitImages[topology.loadBalancer.kind],
  distribution: topology.distribution,
})

import { distributionOf } from '../distributions/distribution-of.ts'
import type { ImageRecord } from '../history/manifest.ts'
import type { Topology } from '../topology/topology.ts'

/** Environment that a node image needs beside its distribution's arguments; only one that stands in for another gets some. */
export const nodeEnvironment = (image: ImageRecord, topology: Topology): Record<string, string> =>
  image.standIn && topology.timing === 'fast' ? (distributionOf(topology).standIn?.fastEnvironment ?? {}) : {}

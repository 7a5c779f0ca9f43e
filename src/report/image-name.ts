import { distributionOf } from '../distributions/distribution-of.ts'
import type { ImageRecord } from '../history/manifest.ts'
import type { Topology } from '../topology/topology.ts'

/** What an image is called in a report: a stand-in says that it is one, and is never called what it stands for. */
export function imageName(
  { role, reference, standIn }: Pick<ImageRecord, 'role' | 'reference' | 'standIn'>,
  topology: Topology,
): string {
  if (!standIn) return reference
  return `${reference} (a stand-in for ${role === 'node' ? distributionOf(topology).name : 'MySQL'})`
}

import { namedImages } from './named-images.ts'
import type { TopologyInput } from './topology.ts'

/** A topology with the fields of another in the place of its own; of its images, those of the same roles. */
export function overrideTopology(own: TopologyInput, other: TopologyInput): TopologyInput {
  const { image: _, images: __, ...fields } = { ...own, ...other }
  const { node, ...images } = { ...namedImages(own), ...namedImages(other) }
  return {
    ...fields,
    ...(node !== undefined && { image: node }),
    ...(Object.keys(images).length > 0 && { images }),
  }
}

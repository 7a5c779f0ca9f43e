import { imagesClash, namedImages } from './named-images.ts'
import type { TopologyInput } from './topology.ts'

/**
 * A topology with the fields of another in the place of its own; of its images, those of the same roles. Images that one
 * of the two names wrongly stay as they are: who parses it refuses them.
 */
export function overrideTopology(own: TopologyInput, other: TopologyInput): TopologyInput {
  const wrong = [own, other].find(each => !isMap(each.images) || imagesClash(each))
  if (wrong !== undefined) return { ...own, ...other, ...wrong }
  const { image: _, images: __, ...fields } = { ...own, ...other }
  const { node, ...images } = { ...namedImages(own), ...namedImages(other) }
  return {
    ...fields,
    ...(node !== undefined && { image: node }),
    ...(Object.keys(images).length > 0 && { images }),
  }
}

const isMap = (images: unknown): boolean =>
  images === undefined || (typeof images === 'object' && images !== null && !Array.isArray(images))

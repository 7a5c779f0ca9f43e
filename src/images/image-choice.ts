import type { DistributionWord } from '../distributions/distributions.ts'
import type { ImageRole } from '../topology/image-role.ts'
import type { NamedImages } from '../topology/named-images.ts'

/** Which images are wanted. */
export interface ImageChoice {
  /** The roles that the topology needs, see `imagesOf`; those of the default topology when left out. */
  roles?: readonly ImageRole[] | undefined
  /** What the user wants some of them to be. */
  named?: NamedImages | undefined
  /** Roles for which the published image will not do, and why. */
  unfit?: Partial<Record<ImageRole, string>> | undefined
  /** What the nodes run; the usual one when left out. */
  distribution?: DistributionWord | undefined
}

import { type ImageRole, podImageRoles } from './image-role.ts'
import type { TopologyInput } from './topology.ts'

/** Where Holdfast's own image of a role is to come from. */
export type ImageOrigin = 'pull' | 'build'

/** By role what somebody wants an image to be: a reference, or where Holdfast's own is to come from. */
export type NamedImages = Partial<Record<ImageRole, string>>

/** A reference as the engine takes one, with its tag or digest; the two words look like one, too. */
export const imagePattern = /^\w[\w.:/@-]*$/

/** Whether that is a word for where an image is to come from, and no reference. */
export const isOrigin = (named: string): named is ImageOrigin => named === 'pull' || named === 'build'

/** The first role of which a digest is named in vain: nodes are given its image as an archive, which holds none. */
export const vainlyDigested = (named: NamedImages): ImageRole | undefined =>
  podImageRoles.find(role => named[role]?.includes('@'))

/** Whether `image` names another one than `images.node`. */
export const imagesClash = ({ image, images }: Pick<TopologyInput, 'image' | 'images'>): boolean =>
  image !== undefined && images?.node !== undefined && image !== images.node

/** The images that a topology names; `image` is short for that of its nodes. */
export const namedImages = ({ image, images }: Pick<TopologyInput, 'image' | 'images'>): NamedImages => ({
  ...(image !== undefined && { node: image }),
  ...images,
})

import type { ImageRole } from '../topology/image-role.ts'
import type { ImageChoice } from './image-choice.ts'
import { imageEntry } from './image-set.ts'
import { imageWays } from './plan-image.ts'

/** What to do about an image that can be had in no way: only what would open a way. */
export function waysOut(role: ImageRole, choice: ImageChoice): string {
  const { references, closed, notBuilt } = imageWays(role, choice)
  const { recipe } = imageEntry(role, choice.distribution)
  const isPublished = references.length > 0
  const flags = [
    // One that does not do for this topology is not pulled, whatever is wished.
    ...(isPublished && closed !== undefined && choice.unfit?.[role] === undefined
      ? [`--image ${role}=pull lets it be pulled`]
      : []),
    `--image ${role}=REFERENCE names another`,
    ...(recipe !== undefined && notBuilt !== undefined ? [`--image ${role}=build builds Holdfast's own`] : []),
  ].join(', and ')
  return isPublished && closed === undefined ? `let the engine reach a registry that has it; ${flags}` : flags
}

import type { Command } from 'commander'
import type { DistributionWord } from '../distributions/distributions.ts'
import type { ImageChoice } from '../images/image-choice.ts'
import { usualRoles } from '../images/images-of.ts'
import type { ImageRole } from '../topology/image-role.ts'
import { distributionOption } from './distribution-option.ts'
import { addImageOption, type ImageFlags, imagesFromFlags } from './image-options.ts'

/** What {@link addImageChoiceOptions} leaves in a command's options. */
export interface ImageChoiceFlags extends ImageFlags {
  distribution?: DistributionWord
}

/** Flags of commands about images, which run no topology. */
export const addImageChoiceOptions = (command: Command): Command =>
  addImageOption(command).addOption(distributionOption())

/** The images of a usual cluster, and those that flags name beside them. @throws BadInputError */
export function imageChoiceFromFlags({ distribution, ...flags }: ImageChoiceFlags): ImageChoice {
  const named = imagesFromFlags(flags)
  const roles = new Set([...usualRoles(distribution), ...(Object.keys(named) as ImageRole[])])
  return { roles: [...roles], named, distribution }
}

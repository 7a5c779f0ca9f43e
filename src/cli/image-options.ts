import type { Command } from 'commander'
import { BadInputError } from '../base/errors.ts'
import { distributions, usualDistribution } from '../distributions/distributions.ts'
import { imageRoles } from '../topology/image-role.ts'
import { imagePattern, type NamedImages, vainlyDigested } from '../topology/named-images.ts'

/** What {@link addImageOption} leaves in a command's options. */
export interface ImageFlags {
  image?: string[]
}

const words = `an image of your own: of nodes, such as ${distributions[usualDistribution].exampleImage}, or ROLE=REFERENCE of any role; ROLE=build and ROLE=pull say where Holdfast's own comes from (repeatable)`

/** The flag that names images, one each time. */
export const addImageOption = (command: Command): Command =>
  command.option('--image <image>', words, (image: string, before: string[] = []) => [...before, image])

/** The images that flags name, by role; without a role it is that of nodes. @throws BadInputError */
export function imagesFromFlags({ image: given = [] }: ImageFlags): NamedImages {
  const named: NamedImages = {}
  for (const text of given) {
    const [, word = 'node', wish = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(text) ?? []
    const role = imageRoles.find(each => each === word)
    if (role === undefined)
      throw new BadInputError(`--image: there is no role '${word}'`, { hint: `the roles are ${imageRoles.join(', ')}` })
    if (!imagePattern.test(wish)) throw new BadInputError(`--image: '${wish}' names no image`)
    if (named[role] !== undefined) throw new BadInputError(`--image: ${role} is named twice`, { hint: 'name it once' })
    named[role] = wish
  }
  const digested = vainlyDigested(named)
  if (digested !== undefined)
    throw new BadInputError(
      `--image: ${digested}=${named[digested]} has a digest, and nodes are given it as an archive, which holds none`,
      { hint: 'name it by a tag' },
    )
  return named
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Progress } from '../base/progress.ts'
import type { Engine } from '../engine/engine.ts'
import { filesBeside } from '../images/build-context.ts'
import { buildDockerfile } from '../images/build-dockerfile.ts'
import { ImageBuilder } from '../images/image-builder.ts'
import { imageEntry, type RecipeName } from '../images/image-set.ts'
import { type ImageRole, imageRoles } from '../topology/image-role.ts'

const directory = join(import.meta.dirname, 'look-alikes')

/** Where the role's own image declares a volume, which no step of a Dockerfile can write into. */
const otherParts: Partial<Record<ImageRole, RecipeName>> = { postgres: 'services', mysql: 'services' }

/** The roles for which there is an image that looks like the published one. */
export const lookAlikeRoles = imageRoles.filter(role => existsSync(join(directory, role)))

/**
 * Builds an image that looks like the published one of this role: its user, entry point, paths, volumes and environment,
 * and no program that it lacks. Its parts come from the image that Holdfast builds, which leaves no trace: neither a
 * label nor a layer. Returns its id. @throws ImageError
 */
export async function buildLookAlike(engine: Engine, role: ImageRole, progress: Progress): Promise<string> {
  const { pull, recipe } = imageEntry(role)
  const parts = await new ImageBuilder(engine, progress).build(otherParts[role] ?? recipe!)
  const own = join(directory, role)
  const files = [...(await filesBeside(directory)), ...(await filesBeside(own))]
  return progress.stage(`build what looks like ${pull}`, awaiting =>
    buildDockerfile(engine, { subject: own, files, arguments: { PARTS: parts }, labels: {}, awaiting }),
  )
}

import type { Progress } from '../base/progress.ts'
import type { Engine } from '../engine/engine.ts'
import { imagePolicyVariable } from '../images/image-policy.ts'
import { imageSet } from '../images/image-set.ts'
import type { ImageRole } from '../topology/image-role.ts'
import { buildLookAlike } from './look-alike.ts'
import type { Registry } from './registry.ts'

/** Mirrors of Docker Hub keep official images here. */
const officialPrefix = 'library'

/** The name by which a mirror of Docker Hub has the image that a role pulls. */
export function mirroredName(role: ImageRole): string {
  const { pull } = imageSet[role]
  return pull.includes('/') ? pull : `${officialPrefix}/${pull}`
}

/**
 * Makes a registry hold what looks like the published images of these roles, by the names that a mirror of Docker Hub
 * gives them, and takes every other trace of them from the engine. Returns the environment in which Holdfast pulls them.
 */
export async function publishLookAlikes(
  engine: Engine,
  registry: Registry,
  roles: readonly ImageRole[],
  progress: Progress,
): Promise<Record<string, string>> {
  for (const role of roles) {
    const image = await buildLookAlike(engine, role, progress)
    await progress.stage(`push ${mirroredName(role)}`, () => registry.push(engine, image, mirroredName(role)))
  }
  return { [imagePolicyVariable]: 'pull', TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX: registry.address }
}

import { formatMs } from '../base/duration.ts'
import { findEngine } from '../engine/find-engine.ts'
import { cacheDirectory } from '../images/cache.ts'
import { freeBytes, gigabytes } from '../images/free-space.ts'
import { planImages, planWithoutEngine } from '../images/plan-images.ts'
import { holdfastVersion } from '../run/version.ts'

interface Opening {
  what: string
  seed: number
  /** How long the work itself takes once all is in place, in ms; measured on 2 cores. */
  usualMs: number
}

/** The first screen: what will run, from which seed, how long it takes now and later, and what disk it needs. */
export async function openingLines({ what, seed, usualMs }: Opening): Promise<string[]> {
  const { version, commit } = holdfastVersion()
  const engine = await findEngine()
  const { images, builds, seconds, diskBytes } = engine ? await planImages(engine) : await planWithoutEngine()
  const pulls = images.filter(({ how }) => how === 'pull').length
  const free = await freeBytes(cacheDirectory())
  const first =
    builds.length + pulls === 0
      ? 'engine and images are in place'
      : `before that, once: ${[builds.length > 0 && `${builds.length} images to build`, pulls > 0 && `${pulls} to pull`].filter(Boolean).join(', ')}, about ${formatMs(seconds * 1000)} on 2 cores`
  return [
    `Holdfast ${version} (${commit})`,
    `runs:  ${what}`,
    `seed:  ${seed} (the same choices again: --seed ${seed})`,
    `time:  about ${formatMs(usualMs)}; ${first}`,
    `disk:  ${diskBytes === 0 ? 'nothing new needed' : `${gigabytes(diskBytes)} needed`}, ${gigabytes(free)} free`,
    '',
  ]
}

import { formatMs } from '../base/duration.ts'
import { findEngine } from '../engine/find-engine.ts'
import { cacheDirectory } from '../images/cache.ts'
import { freeBytes, gigabytes } from '../images/free-space.ts'
import { type RecipeName, recipes } from '../images/image-set.ts'
import { planImages } from '../images/plan-images.ts'
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
  const { builds, pulls, seconds, diskBytes } = await preparation()
  const free = await freeBytes(cacheDirectory())
  const first =
    builds + pulls === 0
      ? 'engine and images are in place'
      : `before that, once: ${[builds > 0 && `${builds} images to build`, pulls > 0 && `${pulls} to pull`].filter(Boolean).join(', ')}, about ${formatMs(seconds * 1000)} on 2 cores`
  return [
    `Holdfast ${version} (${commit})`,
    `runs:  ${what}`,
    `seed:  ${seed} (the same choices again: --seed ${seed})`,
    `time:  about ${formatMs(usualMs)}; ${first}`,
    `disk:  ${diskBytes === 0 ? 'nothing new needed' : `${gigabytes(diskBytes)} needed`}, ${gigabytes(free)} free`,
    '',
  ]
}

/** What is still to be made; everything when there is no engine yet. */
async function preparation(): Promise<{ builds: number; pulls: number; seconds: number; diskBytes: number }> {
  const engine = await findEngine()
  if (engine) {
    const { builds, images, seconds, diskBytes } = await planImages(engine)
    return { builds: builds.length, pulls: images.filter(({ how }) => how === 'pull').length, seconds, diskBytes }
  }
  const all = Object.values(recipes)
  const sum = (of: (name: (typeof recipes)[RecipeName]) => number) =>
    all.reduce((total, recipe) => total + of(recipe), 0)
  return {
    builds: all.length,
    pulls: 0,
    seconds: sum(({ seconds }) => seconds),
    diskBytes: sum(({ diskMB }) => diskMB) * 1e6,
  }
}

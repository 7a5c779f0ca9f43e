import { formatMs } from '../base/duration.ts'
import { findEngine } from '../engine/find-engine.ts'
import { cacheDirectory } from '../images/cache.ts'
import { costOfBuilds } from '../images/cost-of-builds.ts'
import { freeBytes, gigabytes } from '../images/free-space.ts'
import type { ImageChoice } from '../images/image-choice.ts'
import type { PlannedImage } from '../images/plan-image.ts'
import { planImages, planWithoutEngine } from '../images/plan-images.ts'
import { holdfastVersion } from '../run/version.ts'
import type { ExpectedStandIn } from '../scenario/listed-duration.ts'
import { standInByPlans } from './expected-stand-in.ts'

interface Opening {
  what: string
  seed: number
  /** How long the work itself takes once all is in place, in ms on 2 cores, by what the nodes will run. */
  usualMs: (isStandIn: ExpectedStandIn) => number
  /** What will run, in lines. */
  plan?: (isStandIn: ExpectedStandIn) => readonly string[]
  /** What the topologies take. */
  choices?: readonly ImageChoice[]
  /** What the lint says of what will run, in lines. */
  risks?: readonly string[]
}

/** The first screen: what will run, from which seed, how long it takes now and later, and what disk it needs. */
export async function openingLines({
  what,
  seed,
  usualMs,
  plan = () => [],
  choices = [{}],
  risks = [],
}: Opening): Promise<string[]> {
  const { version, commit } = holdfastVersion()
  const engine = await findEngine()
  const plans = await Promise.all(
    choices.map(choice => (engine ? planImages(engine, choice) : planWithoutEngine(choice))),
  )
  const isStandIn = standInByPlans(choices, plans)
  const builds = [...new Set(plans.flatMap(each => each.builds))]
  const { seconds, diskBytes } = await costOfBuilds(builds)
  const free = await freeBytes(cacheDirectory())
  return [
    `Holdfast ${version} (${commit})`,
    `runs:  ${what}`,
    ...plan(isStandIn).map(line => (line === '' ? line : `       ${line}`)),
    ...risks,
    `seed:  ${seed} (the same choices again: --seed ${seed})`,
    `time:  about ${formatMs(usualMs(isStandIn))}; ${before(
      plans.flatMap(each => each.images),
      builds.length,
      seconds,
      engine !== undefined,
    )}`,
    `disk:  ${diskBytes === 0 ? 'nothing new needed' : `${gigabytes(diskBytes)} needed`}, ${gigabytes(free)} free`,
    '',
  ]
}

/** What must be done before the work itself; an engine that is yet to start could not be asked. */
function before(images: PlannedImage[], builds: number, seconds: number, asked: boolean): string {
  const count = (how: PlannedImage['how']) => images.filter(image => image.how === how).length
  if (count('none') > 0) return `not before ${count('none')} images can be had`
  const steps = [
    count('pull') > 0 && `${count('pull')} images to pull`,
    builds > 0 && `${builds} images to build, about ${formatMs(seconds * 1000)} on 2 cores`,
  ].filter(Boolean)
  return steps.length === 0
    ? 'engine and images are in place'
    : `before that, ${asked ? 'once' : 'unless it is done already'}: ${steps.join(', ')}`
}

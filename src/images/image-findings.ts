import { formatMs } from '../base/duration.ts'
import type { Finding } from '../engine/finding.ts'
import { gigabytes } from './free-space.ts'
import type { ImageChoice } from './image-choice.ts'
import type { PlannedImage } from './plan-image.ts'
import type { ImagePlan } from './plan-images.ts'
import { waysOut } from './ways-out.ts'

/** What is so about images, before anybody says what it means. */
export interface ImageFacts {
  plan: ImagePlan
  /** What the plan was made for. */
  choice: ImageChoice
  /** Whether registries could be asked: it is the engine that asks. */
  asked: boolean
  /** Where builds take space, and what is free there. */
  space: { directory: string; freeBytes: number }[]
}

/** What the facts about images mean for a run: of each that is not present, which way it takes, and why. */
export function imageFindings({ plan, choice, asked, space }: ImageFacts): Finding[] {
  return [
    summaryFinding(plan),
    ...plan.images.filter(({ how }) => how !== 'present').map(image => imageFinding(image, choice, asked)),
    ...space.map(place => spaceFinding(plan, place)),
  ]
}

function summaryFinding({ images, builds, seconds }: ImagePlan): Finding {
  const subject = 'images'
  const present = images.filter(({ how }) => how === 'present').length
  if (present === images.length) return { subject, level: 'ok', message: `all ${present} present` }
  const message = `${present} of ${images.length} present`
  if (builds.length === 0) return { subject, level: 'ok', message }
  return {
    subject,
    level: 'warning',
    message: `${message}; building takes about ${formatMs(seconds * 1000)} on 2 cores, once`,
    advice: "to do that now: 'holdfast images prepare'",
  }
}

function imageFinding(planned: PlannedImage, choice: ImageChoice, asked: boolean): Finding {
  const { role, reference, how, notPulled, notBuilt } = planned
  const subject = 'image'
  if (how === 'pull') return { subject, level: 'ok', message: `${role}: a run pulls ${reference}` }
  if (how === 'none') {
    return {
      subject,
      level: 'problem',
      message: `${role}: cannot be pulled (${notPulled}) and is not built (${notBuilt})`,
      advice: waysOut(role, choice),
    }
  }
  const why = asked ? `cannot be pulled (${notPulled})` : 'no registry was asked: that takes an engine'
  return { subject, level: 'ok', message: `${role}: a run builds it; ${why}` }
}

function spaceFinding({ diskBytes }: ImagePlan, { directory, freeBytes }: ImageFacts['space'][number]): Finding {
  const subject = 'disk'
  const message = `${gigabytes(freeBytes)} free at ${directory}`
  if (freeBytes >= diskBytes) return { subject, level: 'ok', message }
  return {
    subject,
    level: 'problem',
    message: `${message}, ${gigabytes(diskBytes)} needed to build images`,
    advice: "free some: 'holdfast images prune --caches', 'docker system prune'",
  }
}

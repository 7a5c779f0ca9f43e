import { formatMs } from '../base/duration.ts'
import type { Finding } from '../engine/finding.ts'
import { gigabytes } from './free-space.ts'
import type { ImagePlan } from './plan-images.ts'

/** What is so about images, before anybody says what it means. */
export interface ImageFacts {
  plan: ImagePlan
  /** Whether registries could be asked: it is the engine that asks. */
  asked: boolean
  /** Where builds take space, and what is free there. */
  space: { directory: string; freeBytes: number }[]
  /** Why images cannot be built here; absent when they can. */
  obstacle?: string
}

/** What the facts about images mean for a run. */
export function imageFindings({ plan, asked, space, obstacle }: ImageFacts): Finding[] {
  return [
    registryFinding(plan, asked),
    imagesFinding(plan, asked ? obstacle : undefined),
    ...space.map(place => spaceFinding(plan, place)),
  ]
}

function registryFinding({ images }: ImagePlan, asked: boolean): Finding {
  const subject = 'registry'
  if (!asked) return { subject, level: 'ok', message: 'not asked: that takes an engine' }
  if (images.every(({ how }) => how === 'present'))
    return { subject, level: 'ok', message: 'not needed: all images are present' }
  if (images.some(({ how }) => how === 'pull')) return { subject, level: 'ok', message: 'answers' }
  return { subject, level: 'ok', message: 'none answers; images are built here' }
}

function imagesFinding({ images, builds, seconds }: ImagePlan, obstacle: string | undefined): Finding {
  const subject = 'images'
  const present = images.filter(({ how }) => how === 'present').length
  if (present === images.length) return { subject, level: 'ok', message: `all ${present} present` }
  const message = `${present} of ${images.length} present`
  if (builds.length === 0) return { subject, level: 'ok', message: `${message}, the rest can be pulled` }
  if (obstacle !== undefined) {
    return {
      subject,
      level: 'problem',
      message: `${message}; the rest cannot be built: ${obstacle}`,
      advice: 'cure that, or make a registry reachable',
    }
  }
  return {
    subject,
    level: 'warning',
    message: `${message}; a run builds the rest, about ${formatMs(seconds * 1000)} on 2 cores`,
    advice: "to do that now: 'holdfast images prepare'",
  }
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

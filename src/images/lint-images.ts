import type { PlannedImage } from '../topology/lint/plan.ts'
import type { ImagePlan } from './plan-images.ts'

/** The images of a plan as the lint sees them. */
export const lintImages = ({ images }: ImagePlan): PlannedImage[] =>
  images.map(({ role, reference, how, notPulled, notBuilt }) => {
    // A node image's tag is a version of Kubernetes; what others say in theirs is their own.
    const [, version] = role === 'node' ? (/:(v\d+\.\d+\.\d+)/.exec(reference) ?? []) : []
    return {
      role,
      reference,
      ...(version === undefined ? {} : { version }),
      ...(how === 'none' ? { obstacle: `it cannot be pulled (${notPulled}) and is not built (${notBuilt})` } : {}),
    }
  })

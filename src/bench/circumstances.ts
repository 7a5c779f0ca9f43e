import type { Progress } from '../base/progress.ts'
import type { Engine } from '../engine/engine.ts'
import type { Images } from '../images/images-of.ts'

/** What a measurement on a real cluster works with. */
export interface Circumstances {
  engine: Engine
  images: Images
  progress: Progress
  signal: AbortSignal
}

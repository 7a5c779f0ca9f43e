import type { Progress } from '../base/progress.ts'
import type { Engine } from '../engine/engine.ts'
import type { ImageRecord } from '../history/manifest.ts'
import type { ImageRole } from '../images/ensure-images.ts'

/** What a measurement on a real cluster works with. */
export interface Circumstances {
  engine: Engine
  images: Record<ImageRole, ImageRecord>
  progress: Progress
  signal: AbortSignal
}

import { terminalProgress } from '../../base/terminal-progress.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Images } from '../images-of.ts'
import { prepareEngine } from '../prepare-engine.ts'

/**
 * An engine and the images of the default topology, pulled or built: found where `holdfast test` has prepared them, else
 * made now. Either node image has a shell and the tools of faults, either client image bash, either nginx image curl.
 */
export function usualImages(): Promise<{ engine: Engine; images: Images }> {
  return prepareEngine({}, terminalProgress())
}

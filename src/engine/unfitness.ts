import type { EngineTraits } from './engine-traits.ts'
import { overlayMagic } from './overlay-magic.ts'
import { privateHost } from './private-paths.ts'
import { initialUidMap } from './uid-map.ts'

/** Why clusters of an engine cannot be tested from here, in one sentence, and what to do. */
export interface Unfitness {
  message: string
  advice: string
}

/** The page that says how Holdfast runs beside another kernel. */
const imagePage = 'docs/run-as-an-image.md'

/** Holdfast's own is none where nobody may start it, nor for itself. */
function anotherEngine({ host, obstacleToOwn }: EngineTraits): string {
  const own = obstacleToOwn === undefined && host !== privateHost ? `; Holdfast's own is ${privateHost}` : ''
  return `name an engine of root's by DOCKER_HOST${own}`
}

/** What the traits of an engine forbid; undefined where nothing does. */
export function unfitness(traits: EngineTraits): Unfitness | undefined {
  const { host, operatingSystem, kernel, securityOptions, backingFilesystem, seen } = traits
  const subject = `the engine at ${host}`
  const has = (name: string) => securityOptions.some(option => option.split(',').includes(`name=${name}`))
  if (hasAnotherKernel(traits)) {
    return {
      message: `${subject} has a kernel of its own (${[operatingSystem, kernel].filter(Boolean).join(', ')}), and times of two kernels cannot be compared`,
      advice: `run Holdfast as an image beside that kernel, see ${imagePage}`,
    }
  }
  if (has('rootless')) {
    return {
      message: `${subject} is rootless, and a node takes a root of the machine's own`,
      advice: anotherEngine(traits),
    }
  }
  if (has('userns') || (seen && seen.uidMap !== initialUidMap)) {
    return {
      message: `${subject} keeps its containers in a user namespace, and a node takes a root of the machine's own`,
      advice: has('userns')
        ? `remove userns-remap from its configuration, or ${anotherEngine(traits)}`
        : `run both on a machine of their own, or in a container that its host runs with all rights; or ${anotherEngine(traits)}`,
    }
  }
  if (backingFilesystem === 'overlayfs' || seen?.volumeFilesystem === overlayMagic) {
    return {
      message: `${subject} keeps its data on overlayfs, on which no node can lay an overlay of its own`,
      advice:
        'give its data root a file system or a volume of its own, as with docker run --volume NAME:/var/lib/docker',
    }
  }
  return undefined
}

/** Two releases are surely two kernels; one release may be two, which only their boots tell apart. */
function hasAnotherKernel({ here, kernel, seen }: EngineTraits): boolean {
  if (here.platform !== 'linux' || (kernel !== undefined && here.kernel !== kernel)) return true
  return seen !== undefined && here.bootId !== undefined && seen.bootId !== here.bootId
}

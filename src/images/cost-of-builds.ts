import { existsSync } from 'node:fs'
import { compiledPath } from './go-program.ts'
import { type RecipeName, recipes } from './image-set.ts'

/** What builds take. */
export interface BuildCost {
  /** What must be free where caches and the engine's images lie, in bytes. */
  diskBytes: number
  /** On 2 cores with empty caches; pulls are not counted. */
  seconds: number
}

/** What these builds take together. Kubernetes is nearly all of it: compiled once, an image that holds it is quick. */
export async function costOfBuilds(builds: readonly RecipeName[]): Promise<BuildCost> {
  let isCompiled = false
  for (const name of kubernetesImages) isCompiled ||= existsSync(await compiledPath(recipes[name].programs![0]!))
  const costs = builds.map(name => {
    if (!kubernetesImages.includes(name)) return recipes[name]
    const cost = isCompiled ? warmNode : recipes[name]
    isCompiled = true
    return cost
  })
  return {
    diskBytes: costs.reduce((sum, { diskMB }) => sum + diskMB, 0) * 1e6,
    seconds: costs.reduce((sum, { seconds }) => sum + seconds, 0),
  }
}

const kubernetesImages = (Object.keys(recipes) as RecipeName[]).filter(
  name => recipes[name].programs?.[0]?.name === 'kubernetes',
)

const warmNode = { diskMB: 1000, seconds: 25 }

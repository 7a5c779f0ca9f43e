import { messageOf } from '../base/errors.ts'
import { isDebianFamily } from '../engine/apt.ts'
import { requireGo } from './go-program.ts'
import type { RecipeName } from './image-set.ts'
import { recipes } from './image-set.ts'

/** Why these recipes cannot be built on this machine, in words; undefined when they can. */
export async function obstacleToBuild(builds: RecipeName[]): Promise<string | undefined> {
  if (builds.some(name => recipes[name].isRoot)) {
    if (process.getuid?.() !== 0) return 'building their root file system takes root'
    if (!(await isDebianFamily())) return 'building their root file system takes a Linux of the Debian family'
  }
  if (!builds.some(name => recipes[name].programs)) return undefined
  return requireGo().then(
    () => undefined,
    error => messageOf(error),
  )
}

import { isDebianFamily } from './apt.ts'
import { findProgram } from './find-program.ts'

/** Why Holdfast cannot install and start an engine of its own here, in words; undefined when it can. */
export async function obstacleToOwn(): Promise<string | undefined> {
  if (process.env.HOLDFAST_ENGINE === 'existing') return 'HOLDFAST_ENGINE=existing forbids it'
  if (process.platform !== 'linux') return 'that needs Linux'
  if (process.getuid?.() !== 0) return 'that needs root'
  if (findProgram('dockerd') || (await isDebianFamily())) return undefined
  return 'this Linux is not of the Debian family, so it knows no way to install one'
}

import { readFile, statfs } from 'node:fs/promises'
import { existingDirectory } from '../base/existing-directory.ts'
import { isDebianFamily } from './apt.ts'
import { canGiveSysAdmin } from './capabilities.ts'
import { findProgram } from './find-program.ts'
import { overlayMagic } from './overlay-magic.ts'
import { privatePaths } from './private-paths.ts'
import { initialUidMap, uidMapIn } from './uid-map.ts'

/** Why Holdfast cannot install and start an engine of its own here, in words; undefined when it can. */
export async function obstacleToOwn(): Promise<string | undefined> {
  if (process.env.HOLDFAST_ENGINE === 'existing') return 'HOLDFAST_ENGINE=existing forbids it'
  if (process.platform !== 'linux') return 'that needs Linux'
  if (process.getuid?.() !== 0) return 'that needs root'
  if (!(await isInitialUser())) return "that needs the machine's own root, and this one is of a user namespace"
  if (!(await canGiveSysAdmin())) return 'that needs CAP_SYS_ADMIN; a container has it by docker run --privileged'
  const { data } = privatePaths
  if (await liesOnOverlay(data)) return `${data} would lie on overlayfs, as no node can use it; mount a volume there`
  if (findProgram('dockerd') || (await isDebianFamily())) return undefined
  return 'this Linux is not of the Debian family, so it knows no way to install one'
}

async function isInitialUser(): Promise<boolean> {
  const map = await readFile('/proc/self/uid_map', 'utf8').catch(() => initialUidMap)
  return uidMapIn(map) === initialUidMap
}

const liesOnOverlay = async (directory: string): Promise<boolean> =>
  (await statfs(existingDirectory(directory))).type === Number.parseInt(overlayMagic, 16)

import { readdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'

const root = '/sys/fs/cgroup'

/**
 * Removes what a killed engine left of the prober's control groups: at the root of a hierarchy, named by a container, and
 * empty. Nobody else puts containers there, and their share of real time is lost to the next prober.
 */
export async function removeStrayControlGroups(): Promise<void> {
  const hierarchies = await readdir(root, { withFileTypes: true }).catch(() => [])
  for (const hierarchy of hierarchies.filter(entry => entry.isDirectory())) {
    const directory = join(root, hierarchy.name)
    const groups = (await readdir(directory)).filter(name => /^[0-9a-f]{64}$/.test(name))
    // The kernel refuses to remove one that is in use.
    for (const group of groups) await rmdir(join(directory, group)).catch(() => {})
  }
}

import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * In a container of a machine with cgroup v2 all processes are in the root of its hierarchy, and a group that holds
 * processes may not hand controllers to groups below it: an engine inside could start nothing. Moves them into a group
 * beside those of the engine. On a machine's own root, and on v1, nothing is done.
 */
export async function delegateControlGroups(root = '/sys/fs/cgroup'): Promise<void> {
  // The root of a whole machine has no type, and needs none of this.
  if (!existsSync(join(root, 'cgroup.type'))) return
  const words = async (file: string) => (await readFile(join(root, file), 'utf8')).split(/\s+/).filter(Boolean)
  const given = await words('cgroup.subtree_control')
  const missing = (await words('cgroup.controllers')).filter(controller => !given.includes(controller))
  if (missing.length === 0) return
  const group = join(root, 'holdfast')
  await mkdir(group, { recursive: true })
  const moved = new Set<string>()
  // What starts meanwhile is the child of one that was not moved yet.
  for (let left = await words('cgroup.procs'); left.some(pid => !moved.has(pid)); left = await words('cgroup.procs')) {
    for (const pid of left) {
      moved.add(pid)
      // It may have ended.
      await writeFile(join(group, 'cgroup.procs'), pid).catch(() => {})
    }
  }
  await writeFile(join(root, 'cgroup.subtree_control'), missing.map(controller => `+${controller}`).join(' '))
}

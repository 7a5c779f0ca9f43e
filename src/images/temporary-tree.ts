import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cachePath } from './cache.ts'

/** A directory for half-made trees, named by this process. */
export async function makeTemporaryTree(): Promise<string> {
  const parent = cachePath('temporary')
  await mkdir(parent, { recursive: true })
  return mkdtemp(join(parent, `${process.pid}-`))
}

/** Removes the trees and half-written programs of processes that were killed, and names them. */
export async function removeStrayTrees({ dryRun = false } = {}): Promise<string[]> {
  const strays = [
    ...(await straysOf('temporary', name => /^(\d+)-/.exec(name)?.[1])),
    ...(await straysOf('programs', name => /\.(\d+)$/.exec(name)?.[1])),
  ]
  if (!dryRun) await Promise.all(strays.map(path => rm(path, { recursive: true, force: true })))
  return strays
}

/** What processes that are dead left in a cache, by the process id in a name. */
async function straysOf(
  cache: 'temporary' | 'programs',
  pidIn: (name: string) => string | undefined,
): Promise<string[]> {
  const names = await readdir(cachePath(cache)).catch(() => [])
  const isStray = (pid: string | undefined) => pid !== undefined && !isAlive(Number(pid))
  return names.filter(name => isStray(pidIn(name))).map(name => join(cachePath(cache), name))
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cachePath } from './cache.ts'

/** A directory for half-made trees, named by this process. */
export async function makeTemporaryTree(): Promise<string> {
  const parent = cachePath('temporary')
  await mkdir(parent, { recursive: true })
  return mkdtemp(join(parent, `${process.pid}-`))
}

/** Removes the trees of processes that were killed, and names them. */
export async function removeStrayTrees({ dryRun = false } = {}): Promise<string[]> {
  const parent = cachePath('temporary')
  const names = await readdir(parent).catch(() => [])
  const strays = names.filter(name => !isAlive(Number(name.split('-')[0]))).map(name => join(parent, name))
  if (!dryRun) await Promise.all(strays.map(path => rm(path, { recursive: true, force: true })))
  return strays
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cachePath } from './cache.ts'

/** A directory for half-made trees, named by this process; those of processes that were killed are removed first. */
export async function makeTemporaryTree(): Promise<string> {
  const parent = cachePath('temporary')
  await mkdir(parent, { recursive: true })
  const stale = (await readdir(parent)).filter(name => !isAlive(Number(name.split('-')[0])))
  await Promise.all(stale.map(name => rm(join(parent, name), { recursive: true, force: true })))
  return mkdtemp(join(parent, `${process.pid}-`))
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

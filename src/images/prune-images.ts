import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { engineCall, statusOf } from '../engine/engine-call.ts'
import { type BuiltImage, builtImages } from './built-images.ts'
import { cacheDirectory, cachePath } from './cache.ts'
import { compiledPath } from './go-program.ts'
import { recipes } from './image-set.ts'

interface PruneOptions {
  /** The images in use too: the next run makes them again. */
  all?: boolean
  /** Compilers' caches too: the next build takes minutes instead of seconds. */
  caches?: boolean
}

/** What was removed, and what stays because a container uses it. */
export interface Pruned {
  removed: string[]
  inUse: string[]
}

/** Removes built images that no recipe makes any more, and leftovers of killed builds. @throws EngineError */
export async function pruneImages(engine: Engine, { all = false, caches = false }: PruneOptions = {}): Promise<Pruned> {
  const built = await builtImages(engine)
  const meant = built.filter(({ isCurrent }) => all || !isCurrent)
  const pruned: Pruned = { removed: [], inUse: [] }
  // What others are built from goes last.
  const isRoot = ({ recipe }: BuiltImage) => (recipe === 'root' ? 1 : 0)
  for (const { reference } of meant.sort((one, other) => isRoot(one) - isRoot(other))) {
    const list = (await removeImage(engine, reference)) ? pruned.removed : pruned.inUse
    list.push(reference)
  }
  pruned.removed.push(...(caches ? await pruneAllCaches() : await pruneOldPrograms()))
  return pruned
}

async function removeImage(engine: Engine, reference: string): Promise<boolean> {
  try {
    await engine.docker.getImage(reference).remove()
    return true
  } catch (error) {
    if (statusOf(error) === 409) return false
    if (statusOf(error) === 404) return true
    return engineCall(`remove image ${reference}`, Promise.reject(error))
  }
}

async function pruneAllCaches(): Promise<string[]> {
  await rm(cacheDirectory(), { recursive: true, force: true })
  return [cacheDirectory()]
}

/** Compiled programs of former sources; a half-written one ends in the id of the process that writes it. */
async function pruneOldPrograms(): Promise<string[]> {
  const programs = Object.values(recipes).flatMap(recipe => recipe.programs ?? [])
  const current = await Promise.all(programs.map(compiledPath))
  const present = await readdir(cachePath('programs')).catch(() => [])
  const old = present
    .map(name => join(cachePath('programs'), name))
    .filter(path => !current.some(keep => path.startsWith(keep)))
  await Promise.all(old.map(path => rm(path, { force: true })))
  return old
}

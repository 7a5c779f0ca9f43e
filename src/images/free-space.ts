import { existsSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { ImageError } from '../base/errors.ts'
import { existingDirectory } from '../base/existing-directory.ts'
import type { Engine } from '../engine/engine.ts'
import { cacheDirectory } from './cache.ts'

/** Free bytes for a directory, or for what it will be made in. */
export async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(existingDirectory(directory))
  return bavail * bsize
}

/** Where builds take space: our caches, and the engine's images if they lie on this host. Each file system once. */
export async function buildDirectories(engine: Engine): Promise<string[]> {
  const { DockerRootDir: data } = await engine.docker.info().catch(() => ({ DockerRootDir: '' }))
  const directories = [cacheDirectory(), ...(existsSync(data) ? [data] : [])]
  const devices = await Promise.all(directories.map(async directory => (await stat(existingDirectory(directory))).dev))
  return directories.filter((_directory, index) => devices.indexOf(devices[index]!) === index)
}

/** @throws ImageError saying what is needed and what is free */
export async function requireSpace(engine: Engine, neededBytes: number): Promise<void> {
  for (const directory of await buildDirectories(engine)) {
    const free = await freeBytes(directory)
    if (free >= neededBytes) continue
    throw new ImageError(
      `building images needs ${gigabytes(neededBytes)} of disk at ${directory}; ${gigabytes(free)} are free`,
      {
        hint: "free some: 'holdfast images prune --caches', 'docker system prune'",
      },
    )
  }
}

/** Decimal gigabytes for people: `9.4 GB`. */
export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

import { join } from 'node:path'
import { homeDirectory } from '../base/home-directory.ts'

/** Where this user's caches of Holdfast are: compilers' caches, compiled programs, temporary trees. */
export const cacheDirectory = (environment = process.env): string =>
  join(environment.XDG_CACHE_HOME || join(homeDirectory(), '.cache'), 'holdfast')

/** A directory below it. */
export const cachePath = (name: 'go-build' | 'go-mod' | 'programs' | 'temporary'): string =>
  join(cacheDirectory(), name)

import { join } from 'node:path'
import type { GoProgram } from './go-program.ts'
import type { RecipeName } from './image-set.ts'

/**
 * How an image is built: a Dockerfile and what its context needs besides the files right in its directory; or, of a root
 * file system, a list of packages.
 */
export interface Recipe {
  /** Below `images/`. */
  directory: string
  /** Whether it is bootstrapped from Debian packages. */
  isRoot?: boolean
  /** Given to the Dockerfile as build argument `ROOT`. */
  base?: RecipeName
  /** More build arguments: versions, where paths name them. */
  arguments?: Record<string, string>
  /** Compiled into `bin/NAME` of the context. */
  programs?: GoProgram[]
  /** Saved images: file of the context, and what is in it. */
  archives?: Record<string, ImageArchive>
  /** Whether the context holds this project's own Node as `bin/node`. */
  withNode?: boolean
  /** One line: what is inside. */
  contents: string
  /** Run in the built image before it gets its name; without one, that it starts is enough. */
  check?: { command: string[]; says: string }
  /** What must be free to build it, in megabytes: caches, temporary files and the image. */
  diskMB: number
  /** How long it takes on 2 cores with nothing cached. */
  seconds: number
}

/** An image saved as a file, under a name that whoever loads it knows. */
export interface ImageArchive {
  image: RecipeName
  as: string
}

/** The directory of all recipes. */
export const recipesDirectory = join(import.meta.dirname, '../../images')

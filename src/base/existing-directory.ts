import { existsSync } from 'node:fs'
import { dirname } from 'node:path'

/** The directory, or what it will be made in. */
export const existingDirectory = (directory: string): string =>
  existsSync(directory) ? directory : existingDirectory(dirname(directory))

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { BadInputError } from '../base/errors.ts'

/**
 * A file that a user named.
 * @param what the kind of file, for the sentence that refuses it
 * @throws BadInputError
 */
export function readTextFile(path: string, what: string): string {
  try {
    // What is thrown then names where it looked.
    return readFileSync(resolve(path), 'utf8')
  } catch (cause) {
    throw new BadInputError(`${what} ${path} cannot be read`, { cause })
  }
}

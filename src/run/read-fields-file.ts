import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse, YAMLParseError } from 'yaml'
import { BadInputError, messageOf } from '../base/errors.ts'

/**
 * The fields of a file that a user wrote, YAML or JSON, unchecked.
 * @param what the kind of file, for the sentence that refuses it
 * @throws BadInputError
 */
export function readFieldsFile(path: string, what: string, hint: string): object {
  let content: unknown
  try {
    content = parse(readFileSync(resolve(path), 'utf8'))
  } catch (error) {
    // A YAML message goes on with a picture of the place.
    const why = error instanceof YAMLParseError ? messageOf(error).split(':\n')[0] : messageOf(error)
    throw new BadInputError(`${what} ${path} cannot be read: ${why}`, { hint })
  }
  if (content === null) throw new BadInputError(`${what} ${path} is empty`, { hint })
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new BadInputError(`${what} ${path} holds no fields but ${JSON.stringify(content).slice(0, 40)}`, { hint })
  }
  return content
}

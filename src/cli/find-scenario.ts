import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { BadInputError } from '../base/errors.ts'

const ending = '.scenario.ts'

/** A scenario's file by its path, or by its name alone: `server-crash`. @throws BadInputError when several have that name */
export function findScenario(name: string, directory = 'scenarios'): string {
  if (existsSync(name) || !/^[\w-]+$/.test(name) || !existsSync(directory)) return name
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
    file => basename(file) === name + ending,
  )
  if (files.length > 1) {
    const paths = files.map(file => join(directory, file)).sort()
    throw new BadInputError(`several scenarios are named ${name}: ${paths.join(', ')}`, {
      hint: 'write the whole path',
    })
  }
  return files[0] === undefined ? name : join(directory, files[0])
}

import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { SerializedError, TestModule } from 'vitest/node'

/** Why a scenario file cannot be used, one sentence each. @param filtered only some of its scenarios were asked for */
export function loadProblem(module: TestModule, filtered = false): string[] {
  const file = relative(process.cwd(), module.moduleId)
  const errors = module.errors().map(error => describe(file, error))
  if (errors.length > 0 || filtered || module.children.allTests().next().done !== true) return errors
  return [`scenario file ${file} declares no scenario`]
}

function describe(file: string, { name, message, stack = '' }: SerializedError): string {
  // It names the scenario and the field by itself.
  if (name === 'BadInputError') return `${file}: ${message}`
  const plain = stripVTControlCharacters(message)
  const [, place] =
    (plain.includes('[ ') ? /\[ \S*?:(\d+:\d+) \]/ : /\.scenario\.ts:(\d+:\d+)/).exec(plain + stack) ?? []
  const sentence = plain.split('\n').find(line => line.trim() !== '' && !line.startsWith('Transform failed'))
  return `scenario file ${file} cannot be loaded${place === undefined ? '' : ` (line ${place})`}: ${sentence?.trim()}`
}

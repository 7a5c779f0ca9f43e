import { readFileSync } from 'node:fs'
import { parse, YAMLParseError } from 'yaml'
import { BadInputError, messageOf } from '../base/errors.ts'
import type { TopologyInput } from '../topology/topology.ts'

const hint = "'holdfast init' writes a correct one"

/** A topology file, YAML or JSON, as it was written. @throws BadInputError */
export function readTopologyFile(path: string): TopologyInput {
  let content: unknown
  try {
    content = parse(readFileSync(path, 'utf8'))
  } catch (error) {
    // A YAML message goes on with a picture of the place.
    const why = error instanceof YAMLParseError ? messageOf(error).split(':\n')[0] : messageOf(error)
    throw new BadInputError(`topology file ${path} cannot be read: ${why}`, { hint })
  }
  if (content === null) throw new BadInputError(`topology file ${path} is empty`, { hint })
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new BadInputError(`topology file ${path} holds no fields but ${JSON.stringify(content).slice(0, 40)}`, {
      hint,
    })
  }
  return content as TopologyInput
}

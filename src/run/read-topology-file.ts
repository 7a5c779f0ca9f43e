import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { BadInputError, messageOf } from '../base/errors.ts'
import type { TopologyInput } from '../topology/topology.ts'

/** A topology file, YAML or JSON, as it was written. @throws BadInputError */
export function readTopologyFile(path: string): TopologyInput {
  let content: unknown
  try {
    content = parse(readFileSync(path, 'utf8'))
  } catch (error) {
    // YAML's own message goes on with a picture of the place.
    const [reason] = messageOf(error).split(/:?\n/)
    throw new BadInputError(`topology file ${path} cannot be read: ${reason}`, {
      hint: "'holdfast init' writes a correct one",
    })
  }
  if (content !== null && (typeof content !== 'object' || Array.isArray(content))) {
    throw new BadInputError(`topology file ${path} holds no fields`, { hint: "'holdfast init' writes a correct one" })
  }
  return (content ?? {}) as TopologyInput
}

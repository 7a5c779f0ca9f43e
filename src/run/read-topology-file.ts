import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { BadInputError } from '../base/errors.ts'
import type { TopologyInput } from '../topology/topology.ts'

/** A topology file, YAML or JSON, as it was written. @throws BadInputError */
export function readTopologyFile(path: string): TopologyInput {
  try {
    return parse(readFileSync(path, 'utf8')) as TopologyInput
  } catch (error) {
    throw new BadInputError(`topology file ${path} cannot be read`, { cause: error })
  }
}

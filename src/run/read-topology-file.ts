import { dirname } from 'node:path'
import type { TopologyInput } from '../topology/topology.ts'
import { pathsFrom } from './paths-from.ts'
import { readFieldsFile } from './read-fields-file.ts'

/** A topology file, YAML or JSON, as it was written, but that its paths are from its own folder. @throws BadInputError */
export const readTopologyFile = (path: string): TopologyInput =>
  pathsFrom(dirname(path), readFieldsFile(path, 'topology file', "'holdfast init' writes a correct one"))

import type { TopologyInput } from '../topology/topology.ts'
import { readFieldsFile } from './read-fields-file.ts'

/** A topology file, YAML or JSON, as it was written. @throws BadInputError */
export const readTopologyFile = (path: string): TopologyInput =>
  readFieldsFile(path, 'topology file', "'holdfast init' writes a correct one")

import { isAbsolute, join } from 'node:path'
import type { TopologyInput } from '../topology/topology.ts'

/** A topology that names files from this directory, as one in a file does, with these named from the working directory. */
export function pathsFrom<Fields extends Pick<TopologyInput, 'loadBalancer'>>(
  directory: string,
  topology: Fields,
): Fields {
  const { loadBalancer } = topology
  const file: unknown = loadBalancer?.file
  // Nothing has looked at what is written yet.
  if (typeof file !== 'string' || file === '' || isAbsolute(file)) return topology
  return { ...topology, loadBalancer: { ...loadBalancer, file: join(directory, file) } }
}

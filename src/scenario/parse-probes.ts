import { BadInputError } from '../base/errors.ts'
import {
  type Connection,
  connections,
  type Operation,
  operations,
  type ProbePath,
  type SeriesDefinition,
  type SeriesId,
} from '../history/records.ts'
import { serverIds } from '../topology/node-id.ts'
import { type ProbeSetName, probeSet, probeSetNames, seriesOf } from './probe-sets.ts'

/** A set's name, a series' id such as `direct:server:0/quorum-read/reused-h2`, or several of both. */
export type ProbesInput = ProbeName | readonly ProbeName[]
type ProbeName = ProbeSetName | SeriesId

/** What two cores can send beside three servers without a sample that is late. */
const mostPerSecond = 200

/** Kinds of connection that an operation can use; all of them unless it is named here. */
const usable: Partial<Record<Operation, readonly Connection[]>> = {
  'tcp-connect': ['new'],
  tls: ['new'],
  dns: ['new'],
  service: ['new', 'reused'],
  watch: ['reused-h2', 'reused-h2-ping'],
  stream: ['reused-h2', 'reused-h2-ping'],
}

/**
 * The series that a scenario asks for.
 * @throws BadInputError when a name is unknown, a series comes twice, or the whole is more than a prober can send
 */
export function parseProbes(input: unknown, servers: number, subject: string): SeriesDefinition[] {
  const refuse = (words: string): never => {
    throw new BadInputError(`${subject}: probes: ${words}`)
  }
  const series = [input].flat().flatMap(name => seriesNamed(String(name), servers, refuse))
  const twice = series.find(({ id }, index) => series.findIndex(other => other.id === id) !== index)
  if (twice) refuse(`'${twice.id}' is named twice`)
  const perSecond = series.reduce((sum, { intervalMs }) => sum + 1000 / intervalMs, 0)
  if (perSecond > mostPerSecond)
    refuse(`${perSecond} samples a second are more than the ${mostPerSecond} that can be sent`)
  return series
}

function seriesNamed(name: string, servers: number, refuse: (words: string) => never): readonly SeriesDefinition[] {
  const set = probeSetNames.find(each => each === name)
  if (set) return probeSet(set, servers)
  const parts = name.split('/')
  const path = ['lb', 'in-cluster', ...serverIds(servers).map(server => `direct:${server}`)].find(p => p === parts[0])
  const operation = operations.find(each => each === parts[1])
  const connection = connections.find(each => each === parts[2])
  if (parts.length !== 3)
    return refuse(`'${name}' is neither a set (${probeSetNames.join(', ')}) nor PATH/OPERATION/CONNECTION`)
  if (!path) return refuse(`'${name}': no path '${parts[0]}' on this topology`)
  if (!operation) return refuse(`'${name}': no operation '${parts[1]}'; there are ${operations.join(', ')}`)
  if (!connection) return refuse(`'${name}': no connection '${parts[2]}'; there are ${connections.join(', ')}`)
  const fitting = usable[operation] ?? connections
  if (!fitting.includes(connection)) return refuse(`'${name}': ${operation} goes over ${fitting.join(' or ')} only`)
  if ((operation === 'dns' || operation === 'service') && path !== 'in-cluster') {
    return refuse(`'${name}': ${operation} can be asked from in-cluster only`)
  }
  return [seriesOf(path as ProbePath, operation, connection)]
}

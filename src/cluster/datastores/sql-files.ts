import type { NodeAddress } from '../../topology/addresses.ts'
import type { NodeContext, NodeFile } from '../distributions/node-context.ts'

/** What every SQL database here is given: servers reach it through kine. */
export const sql = {
  user: 'k3s',
  database: 'k3s',
  /** A change of nothing, as a server would make it. */
  noChange: 'UPDATE kine SET id = id WHERE id < 0',
  /** kine opens as many as it has requests: three servers that start together are refused by the defaults, 100 and 151. */
  maxConnections: 1000,
  passwordFile: '/holdfast/password',
  caFile: '/holdfast/ca.crt',
  certFile: '/holdfast/server.crt',
  /** The database's own user reads it, whom only its image knows: {@link startScript} hands it over. */
  keyFile: '/run/holdfast/server.key',
}

const laidKey = '/holdfast/server.key'

/** Its password and its certificate, as root alone may read them. */
export function sqlFiles({ secrets }: NodeContext, { id }: NodeAddress): NodeFile[] {
  const own = secrets.nodes.get(id)!
  return [
    { path: sql.passwordFile, mode: 0o600, content: secrets.password },
    { path: sql.caFile, mode: 0o644, content: secrets.ca },
    { path: sql.certFile, mode: 0o644, content: own.cert },
    { path: laidKey, mode: 0o600, content: own.key },
  ]
}

/** Runs the image's own entrypoint, ours or the official one, with a key that the database's user may read. */
export const startScript = (user: string, command: readonly string[]): string[] => [
  'sh',
  '-ec',
  `install -D -o ${user} -g ${user} -m 600 ${laidKey} ${sql.keyFile}; exec docker-entrypoint.sh "$@"`,
  'start',
  ...command,
]

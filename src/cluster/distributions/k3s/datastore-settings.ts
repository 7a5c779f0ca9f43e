import { k3sSettings } from '../../../distributions/k3s/paths.ts'
import { datastoreOf } from '../../datastores/datastore-of.ts'
import type { NodeContext, NodeFile } from '../node-context.ts'

const directory = `${k3sSettings}/datastore`
const paths = { ca: `${directory}/ca.crt`, cert: `${directory}/client.crt`, key: `${directory}/client.key` }

/** A server's settings for a datastore apart: a password may be among them. */
export function datastoreSettings(context: NodeContext): Record<string, string> {
  const endpoint = datastoreOf(context.topology).endpoint?.(context)
  if (endpoint === undefined) return {}
  return {
    'datastore-endpoint': endpoint.url,
    'datastore-cafile': paths.ca,
    ...(endpoint.asksCertificate && { 'datastore-certfile': paths.cert, 'datastore-keyfile': paths.key }),
  }
}

/** The files that {@link datastoreSettings} name. */
export function datastoreFiles(context: NodeContext): NodeFile[] {
  const { ca, client } = context.secrets
  const endpoint = datastoreOf(context.topology).endpoint?.(context)
  if (endpoint === undefined) return []
  return [
    { path: paths.ca, mode: 0o600, content: ca },
    ...(endpoint.asksCertificate
      ? [
          { path: paths.cert, mode: 0o600, content: client.cert },
          { path: paths.key, mode: 0o600, content: client.key },
        ]
      : []),
  ]
}

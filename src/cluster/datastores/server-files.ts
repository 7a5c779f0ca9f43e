import type { NodeContext, NodeFile } from '../distributions/distribution.ts'

const directory = '/etc/rancher/k3s/datastore'
const paths = { ca: `${directory}/ca.crt`, cert: `${directory}/client.crt`, key: `${directory}/client.key` }

/** A server's settings for a datastore behind TLS; with a client's certificate where it wants one. */
export const datastoreSettings = (endpoint: string, mutual = false): Record<string, string> => ({
  'datastore-endpoint': endpoint,
  'datastore-cafile': paths.ca,
  ...(mutual && { 'datastore-certfile': paths.cert, 'datastore-keyfile': paths.key }),
})

/** The files that {@link datastoreSettings} name. */
export const datastoreFiles = ({ secrets: { ca, client } }: NodeContext, mutual = false): NodeFile[] => [
  { path: paths.ca, mode: 0o600, content: ca },
  ...(mutual
    ? [
        { path: paths.cert, mode: 0o600, content: client.cert },
        { path: paths.key, mode: 0o600, content: client.key },
      ]
    : []),
]

import { randomBytes } from 'node:crypto'
import { CertificateAuthority, type IssuedCertificate } from '../../base/certificate-authority.ts'
import type { NodeAddress } from '../../topology/addresses.ts'
import { fileName, type NodeId, roleOf } from '../../topology/node-id.ts'

/** What only one cluster's datastore and those who ask it know. It travels in files of mode 0600 alone. */
export interface DatastoreSecrets {
  password: string
  /** The authority of both ends, as PEM. */
  ca: string
  /** Of each node of the datastore, good for its address. */
  nodes: Map<NodeId, IssuedCertificate>
  /** Of whoever asks it: the servers, and the observer. */
  client: IssuedCertificate
}

/** Draws a password and the certificates of an authority that is forgotten at once. */
export function drawSecrets(nodes: readonly NodeAddress[]): DatastoreSecrets {
  const authority = new CertificateAuthority('holdfast-datastore')
  const own = nodes.filter(({ id }) => ['db', 'etcd'].includes(roleOf(id)))
  return {
    password: randomBytes(16).toString('hex'),
    ca: authority.cert,
    nodes: new Map(own.map(({ id, ip }) => [id, authority.issue(fileName(id), [ip, '127.0.0.1', fileName(id)])])),
    client: authority.issue('holdfast-client'),
  }
}

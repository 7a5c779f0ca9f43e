/** A certificate that a server presents, and where. */
export interface ServingCertificate {
  /** PEM files of the certificate, of which there may be a chain, and of its authority's key. */
  file: string
  authorityKey: string
  port: number
  /** Whose authority it is. */
  of: 'api' | 'etcd'
}

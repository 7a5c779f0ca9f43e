import { parse, stringify } from 'yaml'
import { ClusterError } from '../base/errors.ts'

/** The administrator's identity and the cluster's CA, as PEM. */
export interface Credentials {
  ca: string
  cert: string
  key: string
}

interface Kubeconfig {
  clusters: { cluster: { server: string; 'certificate-authority-data': string } }[]
  users: { user: { 'client-certificate-data': string; 'client-key-data': string } }[]
}

const pem = (base64: string): string => Buffer.from(base64, 'base64').toString()

/** @throws ClusterError when the text is no complete kubeconfig (yet). */
export function credentialsOf(kubeconfig: string): Credentials {
  const parsed = parse(kubeconfig) as Partial<Kubeconfig> | null
  const cluster = parsed?.clusters?.[0]?.cluster
  const user = parsed?.users?.[0]?.user
  if (!cluster || !user) throw new ClusterError('the kubeconfig has no cluster or no user')
  return {
    ca: pem(cluster['certificate-authority-data']),
    cert: pem(user['client-certificate-data']),
    key: pem(user['client-key-data']),
  }
}

/** The same kubeconfig for another address of the API. */
export function withServer(kubeconfig: string, server: string): string {
  const parsed = parse(kubeconfig) as Kubeconfig
  for (const { cluster } of parsed.clusters) cluster.server = server
  return stringify(parsed)
}

import { createSecureContext, type SecureContext } from 'node:tls'
import type { ProbePath } from '../history/records.ts'
import type { Identity } from './protocol.ts'

/** Where a probe connects to, and as whom. */
export interface Endpoint {
  /** `https:`, or `http:` and `tcp:` without TLS. */
  protocol: string
  host: string
  port: number
  secureContext: SecureContext
  /** The name that the certificate must hold; the host's when unset. */
  servername?: string
}

// From a pod the API has the Service's address, which no relay carries: every apiserver's certificate holds its name.
const inClusterName = 'kubernetes.default'

/** @param target URL with a port; of an IPv4 address, as all of ours are. */
export function endpointOf(target: string, path: ProbePath, identity: Identity): Endpoint {
  const { protocol, hostname, port } = new URL(target)
  return {
    protocol,
    host: hostname,
    port: Number(port),
    // Parsed once: a context of its own for every connection would cost more than the request.
    secureContext: createSecureContext(identity),
    ...(path === 'in-cluster' ? { servername: inClusterName } : {}),
  }
}

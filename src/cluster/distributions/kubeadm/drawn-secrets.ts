import { createHash, randomBytes, X509Certificate } from 'node:crypto'
import { CertificateAuthority } from '../../../base/certificate-authority.ts'
import type { NodeContext } from '../node-context.ts'

/** What masters and workers must know before the first master runs. */
export type KubeadmSecrets = {
  bootstrapToken: string
  /** Encrypts the certificates that masters hand each other by way of the API. */
  certificateKey: string
  /** The cluster's authority, as PEM. */
  caCert: string
  caKey: string
}

/** Those of a cluster, as its facts keep them. */
export const secretsOf = ({ drawn }: Pick<NodeContext, 'drawn'>): KubeadmSecrets => drawn as KubeadmSecrets

/** Draws them anew. */
export function drawKubeadmSecrets(): KubeadmSecrets {
  const authority = new CertificateAuthority('kubernetes')
  return {
    bootstrapToken: `${randomBytes(3).toString('hex')}.${randomBytes(8).toString('hex')}`,
    certificateKey: randomBytes(32).toString('hex'),
    caCert: authority.cert,
    caKey: authority.key,
  }
}

/** By which a joiner knows the authority of the cluster that it was meant for (kubeadm's `caCertHashes`). */
export function authorityHash({ caCert }: KubeadmSecrets): string {
  const key = new X509Certificate(caCert).publicKey.export({ type: 'spki', format: 'der' })
  return `sha256:${createHash('sha256').update(key).digest('hex')}`
}

/** The id of the token, which is no secret. */
export const tokenId = ({ bootstrapToken }: KubeadmSecrets): string => bootstrapToken.split('.')[0]!

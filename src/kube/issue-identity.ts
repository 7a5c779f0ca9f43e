import { generateKeyPairSync } from 'node:crypto'
import { waitUntil } from '../base/wait-until.ts'
import { certificateRequest } from './certificate-request.ts'
import type { Credentials } from './credentials.ts'
import type { Kube } from './kube-client.ts'
import { readCreated } from './read-created.ts'

const signerName = 'kubernetes.io/kube-apiserver-client'
const timeoutMs = 60_000

/**
 * A client certificate of a user without groups, signed by the cluster by way of a CertificateSigningRequest: it may ask
 * what every authenticated user may, `/readyz` and `/version`, and nothing else. @throws WaitTimeoutError, GoneError
 */
export async function issueIdentity(
  { certificates }: Kube,
  user: string,
  signal: AbortSignal,
): Promise<Pick<Credentials, 'cert' | 'key'>> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const request = Buffer.from(certificateRequest(user, pair)).toString('base64')
  const waiting = { timeoutMs, signal }
  const body = { metadata: { generateName: 'holdfast-' }, spec: { request, signerName, usages: ['client auth'] } }
  const made = await waitUntil(
    `the request for ${user}'s certificate to be accepted`,
    () => certificates.createCertificateSigningRequest({ body }),
    waiting,
  )
  const name = made.metadata!.name!
  const readRequest = () =>
    readCreated('CertificateSigningRequest', name, certificates.readCertificateSigningRequest({ name }))
  const approval = {
    type: 'Approved',
    status: 'True',
    reason: 'Holdfast',
    message: 'the load balancer checks readiness',
  }
  await waitUntil(
    `the request for ${user}'s certificate to be approved`,
    async () => {
      const current = await readRequest()
      const approved = { ...current, status: { ...current.status, conditions: [approval] } }
      await certificates.replaceCertificateSigningRequestApproval({ name, body: approved })
    },
    waiting,
  )
  const cert = await waitUntil(
    `${user}'s certificate`,
    async () => {
      const { status } = await readRequest()
      if (!status?.certificate) throw new Error(status?.conditions?.at(-1)?.message ?? 'it is not signed yet')
      return Buffer.from(status.certificate, 'base64').toString()
    },
    waiting,
  )
  return { cert, key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

import { connect } from 'node:tls'
import type { Identity, PresentedCertificate } from './protocol.ts'

const deadlineMs = 3000

/** The certificate that is presented to a fresh connection, whether or not it is good; rejects when no handshake ends. */
export function presentedCertificate(
  { host, port }: { host: string; port: number },
  { ca, cert, key }: Identity,
): Promise<PresentedCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, ca, cert, key, rejectUnauthorized: false })
    const timer = setTimeout(() => socket.destroy(new Error(`no handshake in ${deadlineMs} ms`)), deadlineMs)
    socket.once('secureConnect', () => {
      const { valid_to: validTo } = socket.getPeerCertificate()
      const refusal = socket.authorizationError
      resolve({ validToMs: Date.parse(validTo), ...(refusal && { refusal: String(refusal) }) })
      socket.destroy()
    })
    socket.once('error', reject)
    socket.once('close', () => {
      clearTimeout(timer)
      reject(new Error('it closed the connection'))
    })
  })
}

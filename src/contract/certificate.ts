import { connect } from 'node:tls'
import type { Lab } from './lab.ts'
import type { LabServer } from './lab-server.ts'

interface Presented {
  /** Names and addresses that the certificate is for. */
  names: string[]
  /** Its common name. */
  subject: string
  /** The application protocol that was agreed on. */
  protocol: string
}

/** What a server shows in a handshake to one who trusts the cluster's CA alone and has no certificate. */
export function presented(lab: Lab, { apiPort }: LabServer, protocol = 'http/1.1'): Promise<Presented> {
  const { promise, resolve, reject } = Promise.withResolvers<Presented>()
  const options = { host: '127.0.0.1', port: apiPort, ca: lab.admin.ca, ALPNProtocols: [protocol] }
  const socket = connect(options, () => {
    const { subject, subjectaltname = '' } = socket.getPeerCertificate()
    const names = subjectaltname.split(', ').map(name => name.replace(/^(DNS|IP Address):/, ''))
    resolve({ names, subject: String(subject.CN), protocol: String(socket.alpnProtocol) })
    socket.end()
  })
  socket.once('error', reject)
  return promise
}

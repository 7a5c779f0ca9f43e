import { connect } from 'node:tls'
import { messageOf } from '../base/errors.ts'
import { ContractViolation } from './expect-that.ts'
import type { Lab } from './lab.ts'
import type { LabServer } from './lab-server.ts'

interface Presented {
  /** Names and addresses that the certificate is for. */
  names: string[]
  /** Its common name. */
  subject: string
  /** The application protocol that was agreed on. */
  protocol: string
  /** SHA-256 of the certificate, as Node writes it. */
  fingerprint: string
}

/** What a server shows in a handshake to one who trusts the cluster's CA alone and has no certificate. */
export function presented(lab: Lab, { apiPort }: LabServer, protocol = 'http/1.1'): Promise<Presented> {
  const { promise, resolve, reject } = Promise.withResolvers<Presented>()
  const options = { host: '127.0.0.1', port: apiPort, ca: lab.admin.ca, ALPNProtocols: [protocol] }
  const socket = connect(options, () => {
    const { subject, subjectaltname = '', fingerprint256: fingerprint } = socket.getPeerCertificate()
    const names = subjectaltname.split(', ').map(name => name.replace(/^(DNS|IP Address):/, ''))
    resolve({ names, subject: String(subject.CN), protocol: String(socket.alpnProtocol), fingerprint })
    socket.end()
  })
  socket.once('error', reject)
  return promise
}

/** What etcd's port does with a client that shows no certificate. @throws ContractViolation when it talks to it */
export function refusesStrangers({ etcdPort }: LabServer): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connect({ host: '127.0.0.1', port: etcdPort, rejectUnauthorized: false })
  // TLS 1.3 tells the refusal after the handshake: an etcd that talks would answer this, one that refuses ends it.
  socket.once('secureConnect', () => socket.write('GET /version HTTP/1.1\r\nHost: etcd\r\n\r\n'))
  socket.once('data', data => reject(new ContractViolation(`it answers: ${String(data).split('\r\n')[0]}`)))
  socket.once('error', error => resolve(messageOf(error)))
  socket.once('close', () => resolve('the connection ends'))
  return promise.finally(() => socket.destroy())
}

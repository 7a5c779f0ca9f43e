import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect as connectTcp } from 'node:net'
import { connect, createServer } from 'node:tls'
import { expect, test } from 'vitest'
import { CertificateAuthority } from './certificate-authority.ts'

const authority = new CertificateAuthority('a test')

test('its certificates are signed by it, for the addresses asked for and no others', () => {
  const ca = new X509Certificate(authority.cert)
  const { cert } = authority.issue('db-0', ['172.28.8.6', 'localhost'])
  const issued = new X509Certificate(cert)
  expect(ca.ca).toBe(true)
  expect(issued.ca).toBe(false)
  expect(issued.verify(ca.publicKey)).toBe(true)
  expect(issued.checkIssued(ca)).toBe(true)
  expect(issued.checkIP('172.28.8.6')).toBe('172.28.8.6')
  expect(issued.checkIP('172.28.8.7')).toBeUndefined()
  expect(issued.checkHost('localhost')).toBe('localhost')
  expect(issued.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
  expect(Date.parse(issued.validFrom)).toBeLessThan(Date.now())
  expect(new Date(issued.validTo).getUTCFullYear()).toBe(new Date(Date.now() + 3650 * 86_400_000).getUTCFullYear())
})

test('both ends of a connection prove themselves; another authority is refused', async () => {
  const server = createServer({ ...authority.issue('s', ['127.0.0.1']), ca: authority.cert, requestCert: true })
  server.on('secureConnection', socket => socket.end(socket.authorized ? 'known' : 'unknown'))
  server.on('tlsClientError', () => {})
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const answer = async (ca: string) => {
    const socket = connect({ socket: connectTcp(port, '127.0.0.1'), host: '127.0.0.1', ca, ...authority.issue('c') })
    return (await socket.toArray()).join('')
  }
  expect(await answer(authority.cert)).toBe('known')
  await expect(answer(new CertificateAuthority('another').cert)).rejects.toThrow('self-signed certificate')
  server.close()
})

import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { CertificateAuthority } from './certificate-authority.ts'
import { redateCertificate } from './redate-certificate.ts'

const dates = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2021-01-01T00:00:00Z') }

test('another key than the authority’s makes a certificate that is not its', () => {
  const authority = new CertificateAuthority('a test')
  const { cert } = authority.issue('server-1', ['172.28.8.11'])
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const redated = new X509Certificate(
    redateCertificate(cert, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, dates),
  )
  expect(redated.verify(new X509Certificate(authority.cert).publicKey)).toBe(false)
  expect(redated.validTo).toBe('Jan  1 00:00:00 2021 GMT')
})

test.each(['ec', 'rsa'])('of a chain as openssl makes it, %s, the first has other dates, and all else', kind => {
  const newKey = kind === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['rsa:2048']
  const authority = execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      ...newKey,
      '-nodes',
      '-keyout',
      '-',
      '-subj',
      '/CN=ca',
      '-addext',
      'subjectAltName=IP:10.0.0.1',
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const key = authority.slice(0, authority.indexOf('-----BEGIN CERTIFICATE'))
  const before = new X509Certificate(authority)
  const redated = new X509Certificate(redateCertificate(authority, key, dates))
  expect(redated.verify(before.publicKey)).toBe(true)
  expect(redated.publicKey.equals(before.publicKey)).toBe(true)
  expect([redated.subject, redated.subjectAltName, redated.serialNumber, redated.issuer]).toEqual([
    before.subject,
    before.subjectAltName,
    before.serialNumber,
    before.issuer,
  ])
  expect([redated.validFrom, redated.validTo]).toEqual(['Jan  1 00:00:00 2020 GMT', 'Jan  1 00:00:00 2021 GMT'])
})

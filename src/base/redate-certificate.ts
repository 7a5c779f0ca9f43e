import { sign, X509Certificate } from 'node:crypto'
import { der } from './der.ts'

/**
 * The first certificate of a PEM text with other dates, signed anew by its authority; all else stays, its key too.
 * @param authorityKey of the authority that issued it, PEM; a signature over SHA-256, as Go makes them of P-256 and RSA
 */
export function redateCertificate(pem: string, authorityKey: string, { from, to }: { from: Date; to: Date }): string {
  const [content, algorithm] = parts(new X509Certificate(pem).raw)
  // Version, serial number, algorithm, issuer, validity, subject, …: RFC 5280, 4.1.
  const fields = parts(content!)
  fields[4] = der.sequence(der.utcTime(from), der.utcTime(to))
  const redated = der.sequence(...fields)
  const whole = der.sequence(redated, algorithm!, der.bits(sign('sha256', redated, authorityKey)))
  const text = whole.toString('base64').replace(/.{1,64}/g, '$&\n')
  return `-----BEGIN CERTIFICATE-----\n${text}-----END CERTIFICATE-----\n`
}

/** The values that a sequence is made of, each whole. */
function parts(sequence: Buffer): Buffer[] {
  const all: Buffer[] = []
  for (let rest = sequence.subarray(headerLength(sequence)); rest.length > 0; ) {
    const length = headerLength(rest) + contentLength(rest)
    all.push(rest.subarray(0, length))
    rest = rest.subarray(length)
  }
  return all
}

/** Of a tag and a length; one of 128 and more has as many further digits as its first one says. */
const headerLength = (value: Buffer): number => (value[1]! < 0x80 ? 2 : 2 + (value[1]! & 0x7f))

const contentLength = (value: Buffer): number => (value[1]! < 0x80 ? value[1]! : value.readUIntBE(2, value[1]! & 0x7f))

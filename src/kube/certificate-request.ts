import { type KeyObject, sign } from 'node:crypto'

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
const [integer, bits, oid, utf8, sequence, set, attributes] = [0x02, 0x03, 0x06, 0x0c, 0x30, 0x31, 0xa0]
const commonNameOid = Buffer.from('550403', 'hex')
const ecdsaWithSha256Oid = Buffer.from('2a8648ce3d040302', 'hex')

/** A PKCS#10 request (RFC 2986), PEM, for a client certificate of this user, without groups. The key is an elliptic one. */
export function certificateRequest(
  commonName: string,
  { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject },
): string {
  const name = der(sequence, der(set, der(sequence, der(oid, commonNameOid), der(utf8, Buffer.from(commonName)))))
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const info = der(sequence, der(integer, Buffer.from([0])), name, spki, der(attributes))
  const signature = der(bits, Buffer.from([0]), sign('sha256', info, privateKey))
  const request = der(sequence, info, der(sequence, der(oid, ecdsaWithSha256Oid)), signature)
  const lines = request.toString('base64').match(/.{1,64}/g)!
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`
}

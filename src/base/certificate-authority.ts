import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { der } from './der.ts'

/** A certificate and its key, as PEM. */
export interface IssuedCertificate {
  cert: string
  key: string
}

const oids = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
}

const dayMs = 86_400_000
/** A cluster that is left up must not end by its certificates; a clock that is set back must not either. */
const validity = { fromMs: -dayMs, toMs: 3650 * dayMs }

/** An authority that lives as long as this object, unless somebody takes its key. */
export class CertificateAuthority {
  readonly #key: KeyObject
  readonly #name: string
  /** Its own certificate, as PEM. */
  readonly cert: string

  constructor(name: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#key = privateKey
    this.#name = name
    this.cert = this.#signed(name, publicKey, [
      extension(oids.basicConstraints, der.sequence(der.true()), true),
      // The sixth bit: may sign certificates.
      extension(oids.keyUsage, der.bits(Buffer.from([0x04]), 2), true),
    ])
  }

  /** Its key, as PEM. */
  get key(): string {
    return pemOf(this.#key)
  }

  /** A certificate for both ends of a connection, good for these addresses and names. */
  issue(name: string, hosts: readonly string[] = []): IssuedCertificate {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const cert = this.#signed(name, publicKey, [
      // The first bit: may sign a handshake.
      extension(oids.keyUsage, der.bits(Buffer.from([0x80]), 7), true),
      extension(oids.extKeyUsage, der.sequence(der.oid(oids.serverAuth), der.oid(oids.clientAuth))),
      ...(hosts.length === 0 ? [] : [extension(oids.subjectAltName, der.sequence(...hosts.map(alternative)))]),
    ])
    return { cert, key: pemOf(privateKey) }
  }

  #signed(name: string, publicKey: KeyObject, extensions: Buffer[]): string {
    const algorithm = der.sequence(der.oid(oids.ecdsaWithSha256))
    const nowMs = Date.now()
    const content = der.sequence(
      // Version 3.
      der.whole(0, der.integer(Buffer.from([2]))),
      der.integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
      algorithm,
      distinguished(this.#name),
      der.sequence(der.utcTime(new Date(nowMs + validity.fromMs)), der.utcTime(new Date(nowMs + validity.toMs))),
      distinguished(name),
      publicKey.export({ type: 'spki', format: 'der' }),
      der.whole(3, der.sequence(...extensions)),
    )
    return pem(der.sequence(content, algorithm, der.bits(sign('sha256', content, this.#key))))
  }
}

const distinguished = (name: string): Buffer =>
  der.sequence(der.set(der.sequence(der.oid(oids.commonName), der.utf8(name))))

const extension = (oid: string, value: Buffer, critical = false): Buffer =>
  der.sequence(der.oid(oid), ...(critical ? [der.true()] : []), der.octets(value))

const alternative = (host: string): Buffer =>
  isIPv4(host) ? der.plain(7, Buffer.from(host.split('.').map(Number))) : der.plain(2, Buffer.from(host))

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string

const pem = (bytes: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`

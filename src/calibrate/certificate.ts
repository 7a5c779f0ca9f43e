import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** PEM texts of one identity that is its own authority. */
export interface Certificate {
  ca: string
  cert: string
  key: string
}

/** Makes a certificate for 127.0.0.1, good for one day, in files below `directory`. @throws the system's error without openssl */
export function makeCertificate(directory: string): Certificate & { certFile: string } {
  const made = mkdtempSync(join(directory, 'certificate-'))
  const [keyFile, certFile] = [join(made, 'key.pem'), join(made, 'cert.pem')]
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1']
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync('openssl', [...request, ...name, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' })
  const [key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')]
  return { ca: cert, cert, key, certFile }
}

import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { certificateRequest } from './certificate-request.ts'

const keys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const opensslOn = (input: string) =>
  spawnSync('openssl', ['req', '-verify', '-noout', '-subject'], { input, encoding: 'utf8' })

test('openssl reads it, finds the name in it, and its signature right', () => {
  const { stdout, stderr } = opensslOn(certificateRequest('holdfast:balancer', keys()))
  expect(stdout).toMatch(/CN ?= ?holdfast:balancer/)
  expect(stderr).toMatch(/verify OK/i)
})

test('one that another key signed is none', () => {
  const { stderr } = opensslOn(
    certificateRequest('holdfast:balancer', { publicKey: keys().publicKey, privateKey: keys().privateKey }),
  )
  expect(stderr).toMatch(/verify failure/i)
})

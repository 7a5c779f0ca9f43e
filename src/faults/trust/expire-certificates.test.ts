import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { TopologyInput } from '../../topology/topology.ts'
import { expireCertificates, refusals, restoreScript } from './expire-certificates.ts'

const look = (refusal?: string) => ({ isOver: true, refusal, words: 'on port 6443 it presents an old one' })

test('who is refused for another reason, or by nobody, is not proven', () => {
  expect(() => refusals([look(), look('UNABLE_TO_VERIFY_LEAF_SIGNATURE')])).toThrow('refuses none')
  expect(refusals([look(), look('CERT_HAS_EXPIRED')])).toBe(
    'client:0 refuses it: on port 6443 it presents an old one (CERT_HAS_EXPIRED)',
  )
})

test('what all servers present alike no single one has to expire', () => {
  const on = (input: TopologyInput) => expireCertificates.refusal?.(parseTopology(input, 'test'))
  expect(on({ datastore: 'postgres' })).toMatch(/^with postgres no server presents a certificate of its own/)
  expect(on({})).toBeUndefined()
  expect(on({ distribution: 'kubeadm' })).toBeUndefined()
})

test('only what is still ours is put back, and nothing is left beside it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-certificates-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const [ours, renewed] = ['ours.crt', 'renewed.crt'].map(name => join(directory, name)) as [string, string]
  for (const file of [ours, renewed]) {
    writeFileSync(`${file}.before`, 'before')
    writeFileSync(`${file}.expired`, 'expired')
  }
  writeFileSync(ours, 'expired')
  writeFileSync(renewed, 'new')
  const script = restoreScript([ours, renewed])
  for (const _ of [1, 2]) execFileSync('/bin/sh', ['-c', script])
  expect([readFileSync(ours, 'utf8'), readFileSync(renewed, 'utf8')]).toEqual(['before', 'new'])
  expect(readdirSync(directory).sort()).toEqual(['ours.crt', 'renewed.crt'])
})

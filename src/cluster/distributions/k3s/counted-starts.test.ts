import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countedStarts } from './counted-starts.ts'

// Of k3s' image, which has more of them (k3s-contract 1); the runtime that a server starts is one.
const programs = ['kubectl', 'containerd', 'k3s-token']

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'holdfast-starts-'))
  writeFileSync(join(place, 'k3s'), '#!/bin/sh\necho "$(basename "$0") $*"\n', { mode: 0o755 })
  for (const name of programs) symlinkSync('k3s', join(place, name))
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const replaced = (refusalS: number) =>
  execFileSync('/bin/sh', ['-c', countedStarts(join(place, 'k3s'), join(place, 'kept'), refusalS)], {
    env: { PATH: `/no/such/directory:${place}:${process.env.PATH}` },
  })
const start = (...args: string[]) => spawnSync(join(place, 'k3s'), args, { encoding: 'utf8' })
const statuses = (count: number) => Array.from({ length: count }, () => start('server').status)

test('every third start of a server is refused', () => {
  replaced(0)
  expect(statuses(7)).toEqual([0, 0, 1, 0, 0, 1, 0])
})

test('and those that follow for a while, which do not count', () => {
  replaced(60)
  expect(statuses(5)).toEqual([0, 0, 1, 1, 1])
  writeFileSync(join(place, 'kept', 'refused-until'), '0')
  expect(statuses(3)).toEqual([0, 0, 1])
})

test('what starts is the real program, by whatever name and with all arguments', () => {
  replaced(60)
  expect(start('server', '--cluster-init', 'a b').stdout).toBe('k3s server --cluster-init a b\n')
  for (let times = 0; times < 4; times++) expect(start('etcd-snapshot', 'ls').stdout).toBe('k3s etcd-snapshot ls\n')
  for (const name of programs) {
    expect(spawnSync(join(place, name), ['-n', 'a b'], { encoding: 'utf8' }).stdout).toBe(`${name} -n a b\n`)
  }
})

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseTopology } from '../../topology/parse-topology.ts'
import { obstacleTo, wipe, wipeScript } from './wipe.ts'

test('all is gone but what was laid there', () => {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-wipe-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const file = (path: string) => {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), 'x')
  }
  for (const path of ['server/db/etcd/member/wal/0.wal', 'server/token', 'agent/images/a.tar', 'agent/x']) file(path)
  const script = wipeScript([directory], [join(directory, 'agent/images')])
  expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe('3\n0\n')
  expect(existsSync(join(directory, 'server'))).toBe(false)
  expect(existsSync(join(directory, 'agent/images/a.tar'))).toBe(true)
  expect(existsSync(join(directory, 'agent/x'))).toBe(false)
})

test('a member that was wiped is another one, a server before a database is the same', () => {
  const effect = (datastore: string) => {
    const topology = parseTopology({ servers: 3, datastore }, 'test')
    return wipe.effect('server:1', ['server:1'], topology)
  }
  expect(effect('embedded-etcd')).toEqual({ does: 'end', losesIdentity: true })
  expect(effect('postgres')).toEqual({ does: 'end' })
  expect(effect('external-etcd')).toEqual({ does: 'end' })
})

test('who cannot come back is not wiped', () => {
  const obstacle = (servers: number, count: number, datastore = 'embedded-etcd') =>
    obstacleTo(count, parseTopology({ servers, datastore }, 'test'))
  expect(obstacle(3, 1)).toBeUndefined()
  expect(obstacle(5, 2)).toBeUndefined()
  expect(obstacle(2, 1)).toContain('1 of 2 members of etcd are no quorum')
  expect(obstacle(3, 2)).toContain('1 of 3')
  expect(obstacle(1, 1, 'sqlite')).toContain('its disk alone')
  expect(obstacle(2, 2, 'postgres')).toBeUndefined()
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { networkOf } from './network-of.ts'

// As Linux 6.1 tells it, shortened: a node with a route to its pods, and one of these.
const node = `Local:
  +-- 0.0.0.0/0 3 0 5
     +-- 10.42.0.0/24 2 0 1
        |-- 10.42.0.0
           /24 link UNICAST
        |-- 10.42.0.1
           /32 host LOCAL
     |-- 172.28.8.12
        /32 host LOCAL
`
const pod = `Local:
  +-- 0.0.0.0/0 3 0 4
     |-- 10.42.0.17
        /32 host LOCAL
     |-- 10.42.0.255
        /32 link BROADCAST
`

function processes(tables: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-processes-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  mkdirSync(join(directory, 'sys'))
  mkdirSync(join(directory, '99'))
  for (const [pid, table] of Object.entries(tables)) {
    mkdirSync(join(directory, pid, 'net'), { recursive: true })
    writeFileSync(join(directory, pid, 'net/fib_trie'), table)
  }
  return directory
}

test('a network is known by an address of its own, not by one that it reaches', async () => {
  const directory = processes({ 1: node, 207: pod })
  expect(await networkOf('10.42.0.17', directory)).toBe(join(directory, '207/ns/net'))
  expect(await networkOf('172.28.8.12', directory)).toBe(join(directory, '1/ns/net'))
  await expect(networkOf('10.42.0.17', processes({ 1: node }))).rejects.toThrow(
    'no process is in a network that has 10.42.0.17',
  )
  await expect(networkOf('10.42.0.0', directory)).rejects.toThrow('no process')
})

import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { delegateControlGroups } from './delegate-control-groups.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-cgroup-'))
})
afterEach(() => rm(root, { recursive: true }))

/** The files of a hierarchy's root as the kernel shows them. */
const lay = (files: Record<string, string>) =>
  Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(root, `cgroup.${name}`), text)))
const read = (name: string) => readFile(join(root, name), 'utf8')

test('in a container the processes leave the root, which then hands its controllers on', async () => {
  await lay({ type: 'domain\n', controllers: 'cpu memory pids\n', subtree_control: 'pids\n', procs: '1\n' })
  await delegateControlGroups(root)
  expect(await read('holdfast/cgroup.procs')).toBe('1')
  expect(await read('cgroup.subtree_control')).toBe('+cpu +memory')
})

test.each([
  ['the root of a machine', { controllers: 'cpu\n', subtree_control: '\n', procs: '1\n2\n' }],
  ['one that hands on all already', { type: 'domain\n', controllers: 'cpu\n', subtree_control: 'cpu\n', procs: '\n' }],
  ['version 1', {}],
])('%s stays as it is', async (_name, files: Record<string, string>) => {
  await lay(files)
  await delegateControlGroups(root)
  expect(existsSync(join(root, 'holdfast'))).toBe(false)
  if (files.subtree_control !== undefined) expect(await read('cgroup.subtree_control')).toBe(files.subtree_control)
})

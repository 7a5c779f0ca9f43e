import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { initCommand } from './init.ts'
import { topologyFromFlags } from './topology-options.ts'

let directory: string
beforeEach(async () => {
  vi.spyOn(console, 'log').mockReturnValue()
  directory = await mkdtemp(join(tmpdir(), 'holdfast-init-'))
  await mkdir(join(directory, 'deep'))
})
afterEach(() => rm(directory, { recursive: true }))

const init = (...args: string[]) => initCommand().parseAsync(args, { from: 'user' })

test('what it writes is accepted by --topology, and leads to the schema from where it lies', async () => {
  const file = join(directory, 'deep', 'topology.yaml')
  await init(file)
  expect(topologyFromFlags({ topology: file })).toMatchObject({ servers: 3, datastore: 'embedded-etcd' })
  const [, schema] = /\$schema=(\S+)/.exec(await readFile(file, 'utf8'))!
  expect(existsSync(resolve(directory, 'deep', schema!))).toBe(true)
})

test('a file that is there is replaced only by force', async () => {
  const file = join(directory, 'mine.yaml')
  await writeFile(file, 'servers: 5')
  await expect(init(file)).rejects.toMatchObject({ message: `${file} is there already`, exitCode: 4 })
  expect(await readFile(file, 'utf8')).toBe('servers: 5')
  await init(file, '--force')
  expect(topologyFromFlags({ topology: file })).toMatchObject({ servers: 3 })
})

test('a place where nothing can be written is named', async () => {
  await expect(init(join(directory, 'nowhere', 'a.yaml'))).rejects.toMatchObject({ exitCode: 4 })
})

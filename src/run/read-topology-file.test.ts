import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readTopologyFile } from './read-topology-file.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-topology-'))
})
afterEach(() => rm(directory, { recursive: true }))

test.each([
  ['', 'is empty'],
  ['# nothing yet\n', 'is empty'],
  ['three\n', 'holds no fields but "three"'],
  ['- a\n', 'holds no fields but ["a"]'],
  [
    'a: [1\n b: }',
    'cannot be read: Implicit keys of flow sequence pairs need to be on a single line at line 1, column 5',
  ],
])('%j is refused in one sentence', async (content, words) => {
  const file = join(directory, 'topology.yaml')
  await writeFile(file, content)
  expect(() => readTopologyFile(file)).toThrow(`topology file ${file} ${words}`)
})

test('a file that is not there is named, and where it was looked for', () => {
  const place = join(process.cwd(), 'none.yaml')
  expect(() => readTopologyFile('none.yaml')).toThrow(
    `topology file none.yaml cannot be read: ENOENT: no such file or directory, open '${place}'`,
  )
})

test("the load balancer's file is beside the topology's", async () => {
  const file = join(directory, 'topology.yaml')
  await writeFile(file, 'loadBalancer: { kind: haproxy, file: ./lb.cfg }\n')
  expect(readTopologyFile(file)).toEqual({ loadBalancer: { kind: 'haproxy', file: join(directory, 'lb.cfg') } })
})

// Sources of images that do not answer: a closed port in the place of each. The sentence must name the source.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { installPackages, isDebianFamily } from '../engine/apt.ts'
import { findProgram } from '../engine/find-program.ts'
import { compile } from './go-program.ts'
import { removeStrayTrees } from './temporary-tree.ts'

vi.setConfig({ testTimeout: 60_000 })
const awaiting = () => {}

let directory: string
let closed: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'holdfast-sources-'))
  vi.stubEnv('XDG_CACHE_HOME', directory)
  closed = `127.0.0.1:${await closedPort()}`
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(directory, { recursive: true })
})

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}

test.skipIf(findProgram('go') === undefined)('the Go module proxy', async () => {
  vi.stubEnv('GOPROXY', `http://${closed}`)
  const failure = compile({ name: 'etcd', directory: 'node/etcd' }, { awaiting })
  await expect(failure).rejects.toThrow(
    /^cannot compile etcd of images\/node\/etcd: the Go module proxy does not answer: .*127\.0\.0\.1:\d+: connect: connection refused$/,
  )
  await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining('GOPROXY') })
})

test.skipIf(!(await isDebianFamily()) || process.getuid?.() !== 0)("apt's mirror", async () => {
  const sources = join(directory, 'sources.list')
  const configuration = join(directory, 'apt.conf')
  await mkdir(join(directory, 'lists/partial'), { recursive: true })
  await mkdir(join(directory, 'cache/archives/partial'), { recursive: true })
  await writeFile(sources, `deb http://${closed}/debian stable main\n`)
  await writeFile(
    configuration,
    `Dir::Etc::sourcelist "${sources}"; Dir::Etc::sourceparts "-"; Dir::State::lists "${directory}/lists";
Dir::Cache "${directory}/cache"; Acquire::http::Proxy "DIRECT"; Debug::NoLocking "true";`,
  )
  vi.stubEnv('APT_CONFIG', configuration)
  await expect(installPackages(['a-package-of-tests'], { awaiting })).rejects.toThrow(
    `apt cannot install a-package-of-tests: Failed to fetch http://${closed}/debian/dists/stable/InRelease`,
  )
})

test('a half-made tree of a killed build is swept, one of a living process is not', async () => {
  const parent = join(directory, 'holdfast/temporary')
  await mkdir(join(parent, '4194305-abc/etc'), { recursive: true })
  await mkdir(join(parent, `${process.pid}-abc`), { recursive: true })
  const programs = join(directory, 'holdfast/programs')
  await mkdir(programs)
  for (const name of ['etcd-abc', 'etcd-abc.4194305', `etcd-abc.${process.pid}`])
    await writeFile(join(programs, name), '')
  const strays = [join(parent, '4194305-abc'), join(programs, 'etcd-abc.4194305')]
  expect(await removeStrayTrees({ dryRun: true })).toEqual(strays)
  expect(await removeStrayTrees()).toEqual(strays)
  expect(await removeStrayTrees()).toEqual([])
  expect(await readdir(programs)).toEqual(['etcd-abc', `etcd-abc.${process.pid}`])
})

// @module-tag nightly
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { findEngine } from '../engine/find-engine.ts'
import { bufferOf } from '../engine/streams.ts'
import { Registry } from '../rehearsal/registry.ts'
import type { RunReport } from '../report/report-schema.ts'
import type { ImageRole } from '../topology/image-role.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { builtImages } from './built-images.ts'
import { imageEntry, imageSet } from './image-set.ts'
import { imagesOf } from './images-of.ts'
import { localImage } from './local-image.ts'
import { obstacleToPull } from './obstacle-to-pull.ts'
import { pullImage } from './pull-image.ts'
import { builtReference } from './recipe-hash.ts'

const root = join(import.meta.dirname, '../..')
// Those of the scenario that runs.
const roles = imagesOf(parseTopology({}, 'the default topology'))
const quiet = { awaiting: () => {} }

let engine: Engine
let registry: Registry

beforeAll(async () => {
  engine = (await findEngine())!
  registry = await Registry.start()
}, 120_000)

afterAll(async () => {
  await registry.forget(engine)
  await registry[Symbol.asyncDispose]()
})

/** Pushes our built image of a role under the name that the image set pulls. Official ones lie below `library/`. */
async function publish(role: ImageRole, prefix: string): Promise<string> {
  const { pull, recipe } = imageEntry(role)
  const name = pull!.includes('/') ? pull : `library/${pull}`
  return registry.push(engine, await builtReference(recipe!), `${prefix}/${name}`)
}

/** The names of all images that were built here. */
const built = async () => (await builtImages(engine)).map(({ reference }) => reference).sort()

/** `npm start` where nothing may be built and the registry is the only one there is. */
async function start(prefix: string) {
  const child = spawn(process.execPath, ['bin/holdfast.js', 'run'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HOLDFAST_IMAGES: 'pull',
      TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX: `${registry.address}/${prefix}`,
    },
  })
  const beganMs = performance.now()
  const [stdout, stderr, [exitCode]] = await Promise.all([
    bufferOf(child.stdout).then(String),
    bufferOf(child.stderr).then(String),
    once(child, 'exit'),
  ])
  return { exitCode, stdout, stderr, tookMs: performance.now() - beganMs }
}

test('a run pulls all its images, builds none, and reports the digests', { timeout: 240_000 }, async () => {
  const digests: Partial<Record<ImageRole, string>> = {}
  for (const role of roles) digests[role] = await publish(role, 'hub')
  const before = await built()

  const { exitCode, stdout, stderr } = await start('hub')

  expect(exitCode, stderr + stdout).toBe(0)
  expect(stderr).toContain('6 images to pull')
  for (const role of roles)
    expect(stderr).toMatch(new RegExp(`pull ${registry.address}/hub/\\S*${imageSet[role].pull}`))
  expect(stderr).not.toMatch(/build image|compile /)
  expect(await built()).toEqual(before)

  const page = join(root, stdout.trim().split('\n').at(-1)!)
  const report = JSON.parse(await readFile(join(dirname(page), 'report.json'), 'utf8')) as RunReport
  const told = report.images.map(({ role, digest, how }) => ({ role, digest, how }))
  expect(told).toEqual(roles.map(role => ({ role, digest: digests[role], how: 'pulled' })))
  const node = report.images.find(({ role }) => role === 'node')!
  expect(node).toMatchObject({ standIn: true, contents: expect.stringContaining('behind the command line of k3s') })
  expect(node.name).toContain('a stand-in for k3s')
  for (const file of [page, join(dirname(page), '../summary.md')]) {
    const text = await readFile(file, 'utf8')
    for (const digest of Object.values(digests)) expect(text).toContain(digest)
    expect(text).toContain('a stand-in for k3s')
  }
})

test('where the registry lacks the node image, one sentence says so at once', async () => {
  for (const role of roles) if (role !== 'node') await publish(role, 'without-node')
  const { exitCode, stderr, tookMs } = await start('without-node')
  expect(exitCode).toBe(3)
  expect(stderr.split('\n').filter(line => line.startsWith('holdfast:'))).toEqual([
    `holdfast: the node image cannot be pulled (${registry.address}/without-node/${imageSet.node.pull}: manifest unknown: manifest unknown) and is not built (HOLDFAST_IMAGES is 'pull')`,
  ])
  expect(stderr).not.toMatch(/build image|compile |form /)
  expect(tookMs).toBeLessThan(15_000)
}, 60_000)

test('a registry that asks for a password gets that of the user, and nobody else gets the image', async () => {
  await using guarded = await Registry.start({ guarded: true })
  const { username, password } = guarded.credentials
  const auth = Buffer.from(`${username}:${password}`).toString('base64')
  // Read once in a process, when credentials are first needed: here.
  vi.stubEnv('DOCKER_AUTH_CONFIG', JSON.stringify({ auths: { [guarded.address]: { auth } } }))
  await guarded.push(engine, await builtReference('workload'), 'team/whoami:1')

  const reference = `${guarded.address}/team/whoami:1`
  expect(await obstacleToPull(engine, reference)).toBeUndefined()
  await pullImage(engine, reference, quiet)
  expect(await localImage(engine, reference)).toBeDefined()
  await guarded.forget(engine)

  // The same registry by a name that the user has no password for.
  const stranger = reference.replace('127.0.0.1', 'localhost')
  expect(await obstacleToPull(engine, stranger)).toMatch(/no basic auth credentials|unauthorized/)
  await expect(pullImage(engine, stranger, quiet)).rejects.toThrow(`cannot pull ${stranger}`)
}, 30_000)

test('a registry that never answers holds nobody up', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  expect(await obstacleToPull(engine, `127.0.0.1:${port}/team/whoami:1`)).toBe('no answer within 10 s')
  server.close()
}, 20_000)

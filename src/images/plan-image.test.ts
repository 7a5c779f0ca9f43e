import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Engine } from '../engine/engine.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { engineWith } from './__fixtures__/engine-with.ts'
import { imagePolicy } from './image-policy.ts'
import { imageSet } from './image-set.ts'
import { choiceFor } from './images-of.ts'
import { planImage } from './plan-image.ts'
import { builtReference } from './recipe-hash.ts'

const { pull, recipe } = imageSet.nginx
const built = await builtReference(recipe)

const plan = (engine: Engine, policy = 'any', nginx?: string) => {
  vi.stubEnv('HOLDFAST_IMAGES', policy)
  return planImage(engine, 'nginx', { named: { ...(nginx !== undefined && { nginx }) } })
}

beforeEach(() => vi.stubEnv('TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX', ''))
afterEach(() => vi.unstubAllEnvs())

test('a pulled image is used before a built one, a built one before a registry', async () => {
  expect(await plan(engineWith([pull, built]))).toMatchObject({ reference: pull, how: 'present' })
  expect(await plan(engineWith([built], { [pull]: 'amd64' }))).toMatchObject({ reference: built, how: 'present' })
  expect(await plan(engineWith([], { [pull]: 'amd64' }))).toMatchObject({ reference: pull, how: 'pull' })
})

test('what no registry has is built, and says why', async () => {
  expect(await plan(engineWith([]))).toMatchObject({
    reference: built,
    how: 'build',
    notPulled: `${pull}: manifest unknown`,
  })
  const { how, notPulled } = await plan(engineWith([], { [pull]: 'arm64' }))
  expect({ how, notPulled }).toEqual({
    how: 'build',
    notPulled: `${pull}: it is there for linux/arm64, and the engine runs linux/amd64`,
  })
})

test('who forbids to build gets neither a built image nor a build', async () => {
  expect(await plan(engineWith([built]), 'pull')).toEqual({
    role: 'nginx',
    reference: pull,
    how: 'none',
    notPulled: `${pull}: manifest unknown`,
    notBuilt: "HOLDFAST_IMAGES is 'pull'",
  })
  expect(await plan(engineWith([built], { [pull]: 'amd64' }), 'pull')).toMatchObject({ how: 'pull' })
})

test('who forbids to pull gets neither a pulled image nor a pull', async () => {
  expect(await plan(engineWith([pull], { [pull]: 'amd64' }), 'build')).toMatchObject({
    reference: built,
    how: 'build',
    notPulled: `${pull}: HOLDFAST_IMAGES is 'build'`,
  })
})

test('a node of kubeadm is built, unless that is forbidden: no registry has one', async () => {
  const ofKubeadm = (engine: Engine, policy: string, named = {}) => {
    vi.stubEnv('HOLDFAST_IMAGES', policy)
    return planImage(engine, 'node', { distribution: 'kubeadm', named })
  }
  const node = await builtReference('kubeadm-node')
  expect(await ofKubeadm(engineWith([]), 'any')).toEqual({
    role: 'node',
    reference: node,
    how: 'build',
    recipe: 'kubeadm-node',
    notPulled: 'no registry has one',
  })
  expect(await ofKubeadm(engineWith([node]), 'build')).toMatchObject({ how: 'present' })
  expect(await ofKubeadm(engineWith([node]), 'pull')).toMatchObject({
    reference: node,
    how: 'none',
    notBuilt: "HOLDFAST_IMAGES is 'pull'",
  })
  const own = 'mine/kubeadm:1'
  expect(await ofKubeadm(engineWith([own, node]), 'any', { node: own })).toMatchObject({
    reference: own,
    how: 'present',
  })
})

test('one image is built beside others that are pulled, and the other way round', async () => {
  const everywhere = engineWith([pull, built])
  expect(await plan(everywhere, 'pull', 'build')).toMatchObject({ reference: built, how: 'present' })
  expect(await plan(everywhere, 'build', 'pull')).toMatchObject({ reference: pull, how: 'present' })
  expect(await plan(engineWith([pull]), 'pull', 'build')).toMatchObject({ reference: built, how: 'build' })
  expect(await plan(engineWith([built], { [pull]: 'amd64' }), 'build', 'pull')).toMatchObject({ how: 'pull' })
  expect(await plan(engineWith([built]), 'build', 'pull')).toMatchObject({
    how: 'none',
    notBuilt: "the choice for nginx is 'pull'",
  })
})

test('a published image that will not do is not taken, even where it is present', async () => {
  const published = imageSet.haproxy.pull
  const choice = choiceFor(parseTopology({ loadBalancer: { kind: 'haproxy+keepalived' } }, 'test'))
  const ofTwo = (named = {}) => planImage(engineWith([published, 'mine/haproxy:1']), 'haproxy', { ...choice, named })
  expect(await ofTwo()).toMatchObject({ how: 'build', notPulled: `${published}: ${choice.unfit?.haproxy}` })
  expect(await ofTwo({ haproxy: 'pull' })).toMatchObject({ how: 'none', notBuilt: "the choice for haproxy is 'pull'" })
  expect(await ofTwo({ haproxy: 'mine/haproxy:1' })).toMatchObject({ how: 'present', reference: 'mine/haproxy:1' })
  const ofOne = choiceFor(parseTopology({ loadBalancer: { kind: 'haproxy' } }, 'test'))
  expect(await planImage(engineWith([published]), 'haproxy', ofOne)).toMatchObject({ how: 'present' })
})

test('what has no recipe is pulled or named', async () => {
  const { pull: published } = imageSet.gobetween
  expect(await planImage(engineWith([published]), 'gobetween')).toMatchObject({ reference: published, how: 'present' })
  expect(await planImage(engineWith([]), 'gobetween')).toEqual({
    role: 'gobetween',
    reference: published,
    how: 'none',
    notPulled: `${published}: manifest unknown`,
    notBuilt: 'no recipe makes one',
  })
})

test("an image of the user's own is present or pulled, never built", async () => {
  const own = 'mine/k3s:1'
  expect(await plan(engineWith([own, built]), 'build', own)).toMatchObject({ reference: own, how: 'present' })
  for (const policy of ['any', 'build'])
    expect(await plan(engineWith([built], { [own]: 'amd64' }), policy, own)).toMatchObject({ how: 'pull' })
  expect(await plan(engineWith([built]), 'any', own)).toMatchObject({ how: 'none', reference: own })
})

test('behind a prefix, an official image is looked for with and without library/', async () => {
  vi.stubEnv('TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX', 'mirror.test/hub')
  const inLibrary = `mirror.test/hub/library/${pull}`
  expect(await plan(engineWith([], { [inLibrary]: 'amd64' }))).toMatchObject({ reference: inLibrary, how: 'pull' })
  expect((await plan(engineWith([], { [pull]: 'amd64' }))).notPulled).toBe(
    `mirror.test/hub/${pull}: manifest unknown; ${inLibrary}: manifest unknown`,
  )
})

test('the policy is one of three words', () => {
  expect(imagePolicy({})).toBe('any')
  expect(imagePolicy({ HOLDFAST_IMAGES: 'pull' })).toBe('pull')
  expect(() => imagePolicy({ HOLDFAST_IMAGES: 'never' })).toThrow("HOLDFAST_IMAGES is 'never'")
})

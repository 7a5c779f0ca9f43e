import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Progress } from '../base/progress.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { engineWith } from './__fixtures__/engine-with.ts'
import { ensureImages } from './ensure-images.ts'
import type { ImageChoice } from './image-choice.ts'
import { imageSet } from './image-set.ts'
import { choiceFor } from './images-of.ts'

const quiet: Progress = { stage: (_title, work) => work(() => {}), note: () => {} }
const kind = (kind: 'haproxy+keepalived' | 'gobetween') => choiceFor(parseTopology({ loadBalancer: { kind } }, 'test'))

beforeEach(() => vi.stubEnv('TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX', ''))
afterEach(() => vi.unstubAllEnvs())

test('two load balancers that share an address are refused before the run where their image can only be pulled', async () => {
  vi.stubEnv('HOLDFAST_IMAGES', 'pull')
  const everyPublished = engineWith(Object.values(imageSet).map(({ pull }) => pull))
  await expect(ensureImages(everyPublished, kind('haproxy+keepalived'), quiet)).rejects.toMatchObject({
    message: `the haproxy image cannot be pulled (${imageSet.haproxy.pull}: it holds no keepalived, which two load balancers need to share an address) and is not built (HOLDFAST_IMAGES is 'pull')`,
    hint: expect.stringContaining(
      "--image haproxy=REFERENCE names another, and --image haproxy=build builds Holdfast's own",
    ),
  })
})

test('what has no recipe can only be named', async () => {
  const choice = { ...kind('gobetween'), roles: ['gobetween'] as const }
  const failure = ensureImages(engineWith([]), choice, quiet)
  await expect(failure).rejects.toMatchObject({
    hint: expect.stringMatching(/--image gobetween=REFERENCE names another$/),
  })
})

test('the hint names only what opens a way', async () => {
  const hintFor = (choice: ImageChoice) =>
    ensureImages(engineWith([]), choice, quiet).then(
      () => undefined,
      ({ hint }) => hint,
    )
  const gobetween = { roles: ['gobetween'] as const }
  vi.stubEnv('HOLDFAST_IMAGES', 'build')
  expect(await hintFor(gobetween)).toBe(
    '--image gobetween=pull lets it be pulled, and --image gobetween=REFERENCE names another',
  )
  vi.stubEnv('HOLDFAST_IMAGES', 'pull')
  const build = (role: string) =>
    `--image ${role}=REFERENCE names another, and --image ${role}=build builds Holdfast's own`
  expect(await hintFor({ roles: ['node'], distribution: 'kubeadm' })).toBe(build('node'))
  expect(await hintFor({ ...kind('haproxy+keepalived'), roles: ['haproxy'] })).toBe(build('haproxy'))
  expect(await hintFor({ roles: ['nginx'] })).toBe(`let the engine reach a registry that has it; ${build('nginx')}`)
})

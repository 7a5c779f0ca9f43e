import type { ImageInspectInfo } from 'dockerode'
import { expect, test, vi } from 'vitest'
import { imageLabels } from './image-labels.ts'
import { imageRecord } from './image-record.ts'
import { imageSet } from './image-set.ts'

vi.stubEnv('TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX', '')
const upstream = imageSet.node.pull
const inspected = (RepoDigests: string[], Labels: Record<string, string> = {}) =>
  ({ Id: 'sha256:id', RepoDigests, Config: { Labels } }) as ImageInspectInfo
const ours = { [imageLabels.recipe]: 'node', [imageLabels.contents]: 'Kubernetes behind the command line of k3s' }

test('the digest is that of the repository which the reference names', () => {
  const image = inspected(['other.test/rancher/k3s@sha256:other', 'rancher/k3s@sha256:right'])
  expect(imageRecord({ role: 'node', reference: upstream }, image)).toMatchObject({
    digest: 'sha256:right',
    how: 'pulled',
    standIn: false,
    contents: imageSet.node.contents,
  })
})

test('a stand-in that was pulled under the name of k3s is a stand-in', () => {
  const image = inspected(['mirror.test/rancher/k3s@sha256:right'], ours)
  expect(imageRecord({ role: 'node', reference: `mirror.test/${upstream}` }, image)).toMatchObject({
    digest: 'sha256:right',
    how: 'pulled',
    standIn: true,
    contents: ours[imageLabels.contents],
  })
})

test('an image that was built here has no digest, whatever the engine says', () => {
  const reference = 'holdfast.local/node:0123456789ab'
  const image = inspected(['mirror.test/rancher/k3s@sha256:pushed', 'holdfast.local/node@sha256:store'], ours)
  expect(imageRecord({ role: 'node', reference }, image)).toEqual({
    role: 'node',
    reference,
    id: 'sha256:id',
    how: 'built',
    standIn: true,
    contents: ours[imageLabels.contents],
  })
  expect(imageRecord({ role: 'node', reference: 'my-k3s:dev' }, inspected([]))).toMatchObject({
    how: 'built',
    standIn: false,
    contents: 'my-k3s:dev',
  })
})

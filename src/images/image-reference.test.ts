import { expect, test } from 'vitest'
import { pullReferences, registryOf, repositoryOf } from './image-reference.ts'

test.each([
  ['rancher/k3s:v1.34.9-k3s1', ['mirror.test/hub/rancher/k3s:v1.34.9-k3s1']],
  ['nginx:1.28', ['mirror.test/hub/nginx:1.28', 'mirror.test/hub/library/nginx:1.28']],
  ['ghcr.test/a/b:1', ['ghcr.test/a/b:1']],
  ['localhost/b:1', ['localhost/b:1']],
  ['host:5000/b', ['host:5000/b']],
])('%s is pulled as %j where a prefix is set', (reference, expected) => {
  for (const prefix of ['mirror.test/hub', 'mirror.test/hub/'])
    expect(pullReferences(reference, { TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX: prefix })).toEqual(expected)
  expect(pullReferences(reference, {})).toEqual([reference])
})

test.each([
  ['nginx', undefined, 'nginx'],
  ['docker.io/library/nginx:1.28', 'docker.io', 'nginx'],
  ['rancher/k3s:v1.34.9-k3s1', undefined, 'rancher/k3s'],
  ['127.0.0.1:5000/library/node:24', '127.0.0.1:5000', '127.0.0.1:5000/library/node'],
  ['host:5000/a/b@sha256:00', 'host:5000', 'host:5000/a/b'],
  ['host:5000/a/b:1@sha256:00', 'host:5000', 'host:5000/a/b'],
])('%s names registry %s and repository %s', (reference, registry, repository) => {
  expect(registryOf(reference)).toBe(registry)
  expect(repositoryOf(reference)).toBe(repository)
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { costOfBuilds } from './cost-of-builds.ts'
import { compiledPath, isNewEnough } from './go-program.ts'
import { registryOf } from './image-reference.ts'
import { imageSet, type RecipeName, recipes } from './image-set.ts'
import { recipesDirectory } from './recipe.ts'
import { builtReference, recipeHash } from './recipe-hash.ts'

const names = Object.keys(recipes) as RecipeName[]

test('a built image is named by what it is made from, the same every time', async () => {
  const once = await Promise.all(names.map(builtReference))
  expect(await Promise.all(names.map(builtReference))).toEqual(once)
  expect(new Set(once).size).toBe(names.length)
  for (const reference of once) expect(reference).toMatch(/^holdfast\.local\/[a-z-]+:[0-9a-f]{12}$/)
})

test('a program that is compiled otherwise is another', async () => {
  const [k3s] = recipes.node.programs!.slice(-1)
  const other = { ...k3s!, variables: { 'main.version': 'v0' } }
  expect(await compiledPath(other)).not.toBe(await compiledPath(k3s!))
  expect(await recipeHash('node')).toMatch(/^[0-9a-f]{12}$/)
})

test('the versions that images claim are those of their modules', () => {
  const goMod = (directory: string) => readFileSync(join(recipesDirectory, directory, 'go.mod'), 'utf8')
  const [, kubernetes] = /Kubernetes (v\S+)/.exec(recipes.node.contents)!
  const [, etcd] = /etcd (v\S+)/.exec(recipes.node.contents)!
  const [, coredns] = /CoreDNS (v\S+)/.exec(recipes.coredns.contents)!
  const [, metricsServer] = /metrics-server (v\S+)/.exec(recipes['metrics-server'].contents)!
  expect(goMod('coredns')).toContain(`github.com/coredns/coredns ${coredns}\n`)
  expect(goMod('metrics-server')).toContain(`sigs.k8s.io/metrics-server ${metricsServer}\n`)
  const [, kine] = /kine (v\S+)/.exec(recipes.node.contents)!
  expect(goMod('node/kine')).toContain(`github.com/k3s-io/kine ${kine}\n`)
  expect(goMod('node/kubernetes')).toContain(`k8s.io/kubernetes ${kubernetes}\n`)
  expect(goMod('node/etcd')).toContain(`go.etcd.io/etcd/server/v3 ${etcd}\n`)
})

test('the node image of kubeadm is named as kubeadm asks for its parts', () => {
  const { archives, arguments: given, contents } = recipes['kubeadm-node']
  const [, kubernetes] = /Kubernetes (v\S+)/.exec(contents)!
  const [, etcd] = /etcd v(\S+),/.exec(contents)!
  expect(given).toEqual({ KUBERNETES: kubernetes, ETCD: `${etcd}-0` })
  // The node's own source has the name of the sandbox image.
  const source = readFileSync(join(recipesDirectory, 'node/init/kubeadm/internal/node/images.go'), 'utf8')
  const { as } = archives!['pause.tar']!
  expect(source).toContain(`repository + "${as.replace('holdfast.local/', '')}"`)
})

test('one compilation of Kubernetes serves two names', async () => {
  const [forK3s, forKubeadm] = [recipes.node, recipes['kubeadm-node']].map(({ programs }) => programs![0]!)
  expect(forKubeadm).toMatchObject({ directory: forK3s!.directory, tags: forK3s!.tags })
  expect(await compiledPath(forKubeadm!)).not.toBe(await compiledPath(forK3s!))
})

test('a report can tell the stand-in from k3s', () => {
  expect(imageSet.node.standIn).toBe(true)
  expect(recipes.node.contents).not.toMatch(/^k3s/)
})

test('an old Go is refused', () => {
  expect(isNewEnough('go1.26.8')).toBe(true)
  expect(isNewEnough('go1.26.5')).toBe(true)
  expect(isNewEnough('go1.27rc1')).toBe(true)
  expect(isNewEnough('go1.26.4')).toBe(false)
  expect(isNewEnough('go1.9')).toBe(false)
  expect(isNewEnough('devel')).toBe(false)
})

test('one mirror of Docker Hub serves every image that is published', () => {
  for (const { pull } of Object.values(imageSet)) expect(registryOf(pull), pull).toBeUndefined()
})

test('etcd apart is of the line that k3s embeds', () => {
  expect(imageSet.etcd.pull).toMatch(/etcd:v3\.6\./)
})

test('two node images share what they are built from, and one compilation', async () => {
  const [one, both] = await Promise.all([
    costOfBuilds(['root', 'pause', 'node']),
    costOfBuilds(['root', 'pause', 'node', 'kubeadm-node']),
  ])
  expect(both.seconds - one.seconds).toBe(25)
})

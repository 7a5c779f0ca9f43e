import { expect, test } from 'vitest'
import { nodeUserland } from './__fixtures__/node-userland.ts'

const userland = nodeUserland()
const names = userland.map(({ name }) => name)

test('each program of the node image is listed once', () => {
  const paths = userland.map(({ directory, name }) => `${directory}/${name}`)
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([])
})

test('a link leads to a program of the image', () => {
  const copied = userland.filter(({ source }) => source?.startsWith('/')).map(({ name }) => name)
  const linked = userland.flatMap(({ source }) => (source && !source.startsWith('/') ? [source] : []))
  // k3s itself is no link and no program of Debian.
  const targets = [...new Set(linked)].map(source => source.replace('../', '')).filter(source => source !== 'k3s')
  expect(copied).toEqual(expect.arrayContaining(targets))
})

// Found in k3s-root: it dropped socat in 2022 and never had the others.
test.each(['socat', 'tc', 'curl', 'bash', 'perl', 'systemctl', 'apt-get', 'dpkg', 'etcdctl', 'unshare', 'nc', 'pgrep'])(
  'the node image has no %s',
  name => {
    expect(names).not.toContain(name)
  },
)

import { expect, test } from 'vitest'
import { overrideTopology } from './override-topology.ts'
import { parseTopology } from './parse-topology.ts'
import type { TopologyInput } from './topology.ts'

test('fields replace fields, and images those of the same role', () => {
  const own = { servers: 5, image: 'mine/k3s:1', images: { haproxy: 'build', etcd: 'mine/etcd:1' } }
  expect(overrideTopology(own, { servers: 1, images: { haproxy: 'mine/haproxy:1' } })).toEqual({
    servers: 1,
    image: 'mine/k3s:1',
    images: { haproxy: 'mine/haproxy:1', etcd: 'mine/etcd:1' },
  })
})

test('the short form and the role are one', () => {
  expect(overrideTopology({ image: 'a:1' }, { images: { node: 'b:1' } })).toEqual({ image: 'b:1' })
  expect(overrideTopology({ images: { node: 'a:1' } }, { image: 'b:1' })).toEqual({ image: 'b:1' })
  expect(overrideTopology({ servers: 3 }, {})).toEqual({ servers: 3 })
})

test.each([
  [{ image: 'a:1', images: { node: 'b:2' } }, "images.node: b:2 is not a:1, which 'image' names"],
  [{ images: 'foo' }, 'images: "foo" is not allowed'],
  [{ images: ['a:1'] }, 'images: ["a:1"] is not allowed'],
])('images that are named wrongly are refused, whatever replaces them: %j', (wrong, words) => {
  for (const other of [{}, { image: 'c:3' }]) {
    expect(() => parseTopology(overrideTopology(wrong as TopologyInput, other), 'file')).toThrow(words)
    expect(() => parseTopology(overrideTopology(other, wrong as TopologyInput), 'file')).toThrow(words)
  }
})

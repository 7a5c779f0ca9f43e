import { expect, test } from 'vitest'
import { overrideTopology } from './override-topology.ts'

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

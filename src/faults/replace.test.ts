import { expect, test } from 'vitest'
import { addressesOf } from '../topology/addresses.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { fakeContext } from './__fixtures__/fake-context.ts'
import { replace } from './replace.ts'

test('a server that etcd cannot lose now is left as it is', async () => {
  const topology = parseTopology({}, 'test')
  const asked: string[] = []
  const status = (node: string) => ({ node, leader: '7' })
  const { context, order } = fakeContext({
    topology,
    nodes: addressesOf(topology, '172.28.8.0/24'),
    observer: {
      members: async () => ['0', '1', '2'].map(id => ({ id, name: `server-${id}-0a1b2c3d`, voter: true })),
      statuses: async () => [status('server:0'), status('server:2')],
      isReady: async (node: string) => asked.push(node) > 0,
    },
  } as never)
  await expect(replace.inject(context, 'server:2')).rejects.toThrow('etcd cannot lose server:2 now')
  expect([...order, ...asked]).toEqual([])
})

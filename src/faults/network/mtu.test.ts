import { beforeEach, expect, test, vi } from 'vitest'
import { fakeCluster } from '../../cluster/__fixtures__/fake-cluster.ts'
import type { NodeId } from '../../topology/node-id.ts'
import { nodesOf } from '../../topology/nodes-of.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import type { FaultContext } from '../fault.ts'
import * as packets from './filter-packets.ts'
import { type MtuOptions, mtu } from './mtu.ts'

vi.mock('./filter-packets.ts')

const topology = parseTopology({}, 'test')
const passingSizes = vi.fn()

beforeEach(() => {
  vi.mocked(packets.filterPackets).mockReset()
  passingSizes.mockReset()
})

/** What the packet filter is told for a fault at a node, and what somebody else sees of it. */
async function inject(node: NodeId, options?: MtuOptions) {
  const cluster = fakeCluster({ topology, nodes: nodesOf(topology).map(id => ({ id })), observer: { passingSizes } })
  const context = { cluster, group: [node] } as unknown as FaultContext
  await mtu(options).inject(context, node)
  const [, , rules, words, seen] = vi.mocked(packets.filterPackets).mock.calls[0]!
  return { rules, words, seen }
}

test('long packets are lost both ways, with everybody or with some', async () => {
  expect(await inject('server:1')).toMatchObject({
    rules: { lost: 'both', fate: 'drop', above: 1000 },
    words: 'packets of more than 1000 bytes between server:1 and everybody are lost',
  })
})

test('client:0 has to see that short packets pass and long ones do not', async () => {
  const { seen } = await inject('server:1', { bytes: 1400 })
  passingSizes.mockResolvedValueOnce({ short: true, long: true })
  await expect(seen!()).rejects.toThrow('client:0 has a long answer of server:1')
  passingSizes.mockResolvedValueOnce({ short: false, long: false })
  await expect(seen!()).rejects.toThrow('client:0 cannot connect to server:1')
  passingSizes.mockResolvedValueOnce({ short: true, long: false })
  expect(await seen!()).toBe('client:0 connects to server:1, and a long answer of it does not come')
})

test('it is asked only of a server whose answers it would miss', async () => {
  expect((await inject('server:1', { lost: 'in' })).seen).toBeUndefined()
  vi.mocked(packets.filterPackets).mockReset()
  expect((await inject('server:1', { from: 'peers' })).seen).toBeUndefined()
  vi.mocked(packets.filterPackets).mockReset()
  expect((await inject('lb:0')).seen).toBeUndefined()
})

test.each([0, 60, 1500, 1000.5])('%i bytes are no limit that could bite', bytes => {
  expect(() => mtu({ bytes })).toThrow(`mtu: ${bytes} bytes is no limit`)
})

test('what it does stands in its effect', () => {
  expect(mtu({ bytes: 1200 }).effect('server:1', ['server:1'], topology)).toEqual({
    does: 'degrade',
    aboveBytes: 1200,
  })
})

import { expect, test } from 'vitest'
import { addressBeside, addressesOf } from '../../../topology/addresses.ts'
import { parseTopology } from '../../../topology/parse-topology.ts'
import type { Topology } from '../../../topology/topology.ts'
import { drawSecrets } from '../../datastores/draw-secrets.ts'
import { serverCommand } from './arguments.ts'

const topology = parseTopology({}, 'test')
const nodes = addressesOf(topology, '172.28.8.0/24')

function commandOf(index: number, { through, of = topology }: { through?: 'server:2' | undefined; of?: Topology }) {
  const context = { topology: of, nodes, token: '', drawn: {}, secrets: drawSecrets([]), podImages: [] }
  return serverCommand({ ...context, ...(through && { through }) }, nodes.find(({ id }) => id === `server:${index}`)!)
}

/** What a server is told of the cluster that it founds or joins. */
function args(index: number, through?: 'server:2') {
  const command = commandOf(index, { through })
  return command.slice(
    1,
    command.findIndex(text => text.startsWith('--node-name')),
  )
}

test('the first server founds the cluster, the others join it', () => {
  expect(args(0)).toEqual(['--cluster-init'])
  expect(args(1)).toEqual(['--server', 'https://172.28.8.10:6443'])
})

test('who joins a cluster that stands never founds one, the first server neither', () => {
  expect(args(0, 'server:2')).toEqual(['--server', 'https://172.28.8.12:6443'])
  expect(args(1, 'server:2')).toEqual(['--server', 'https://172.28.8.12:6443'])
})

test("a flag that the topology has for one server leaves the others k3s' own default, not ours", () => {
  const flags = (index: number, extra: string[]) => {
    const extraArgs = extra.length === 0 ? [] : [{ nodes: 'server:0', args: extra }]
    const command = commandOf(index, { of: parseTopology({ extraArgs }, 'test') })
    return command.filter(flag => /^--(flannel-backend|disable-network-policy)/.test(flag))
  }
  expect(flags(1, [])).toEqual(['--flannel-backend=host-gw', '--disable-network-policy'])
  const vxlan = ['--flannel-backend=vxlan', '--disable-network-policy=false']
  expect(flags(0, vxlan)).toEqual(vxlan)
  expect(flags(1, vxlan)).toEqual([])
})

test('an added server has the address that it would have had from the beginning', () => {
  const grown = addressesOf({ ...topology, servers: 4 }, '172.28.8.0/24')
  expect(addressBeside(nodes, 'server:3')).toEqual(grown.find(({ id }) => id === 'server:3'))
})

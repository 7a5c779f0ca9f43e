import { expect, test, vi } from 'vitest'
import * as container from '../engine/container.ts'
import * as execution from '../engine/execute.ts'
import type { NodeId } from '../topology/node-id.ts'
import { fakeCluster } from './__fixtures__/fake-cluster.ts'
import { keepVolume } from './keep-volume.ts'
import { listProcesses } from './node-processes.ts'

vi.mock('../engine/container.ts')
vi.mock('../engine/execute.ts')

const address = { id: 'server:1' as const, ip: '10.0.0.11', mac: 'm' }

test('a node that is replaced has its present container', async () => {
  const containers = new Map<NodeId, string>([['server:1', 'c1']])
  const cluster = fakeCluster({ containers, nodes: [address] })
  const node = cluster.node('server:1')
  containers.set('server:1', 'c2')
  await node.kill()
  expect(container.killContainer).toHaveBeenCalledExactlyOnceWith(cluster.engine, 'c2')
  expect(node.containerId).toBe('c2')
})

test('a node knows its role and address; one that is not there, or has left, is told as such', async () => {
  const cluster = fakeCluster({ nodes: [address] })
  const node = cluster.node('server:1')
  expect(node).toMatchObject({ id: 'server:1', role: 'server', ip: '10.0.0.11', address })
  await expect(node.start()).rejects.toThrow('no container for server:1')
  expect(() => cluster.node('agent:7').ip).toThrow('no address for agent:7')
})

test('a volume in memory has one container that keeps it: that of the present container', async () => {
  const images = [{ role: 'node', id: 'tools' }]
  const keepers = new Map<NodeId, string>([['server:1', 'k1']])
  const cluster = fakeCluster({ runId: 'one', labels: {}, images, keepers, containers: new Map([['server:1', 'c2']]) })
  vi.mocked(container.createContainer).mockResolvedValue('k2')
  await keepVolume(cluster.node('server:1'), cluster)
  expect(container.removeContainer).toHaveBeenCalledExactlyOnceWith(cluster.engine, 'k1')
  expect(vi.mocked(container.createContainer).mock.lastCall?.[1]).toMatchObject({
    name: 'holdfast-one-server-1-volume',
    volumesFrom: ['c2'],
  })
  expect(container.startContainer).toHaveBeenCalledExactlyOnceWith(cluster.engine, 'k2')
  expect(cluster.node('server:1').volumeKeeper?.containerId).toBe('k2')
  expect(cluster.node('server:0').volumeKeeper).toBeUndefined()
})

test('its processes are those that its kernel lists; while it is down it has none to tell', async () => {
  const node = fakeCluster({ containers: new Map([['server:1', 'c1']]) }).node('server:1')
  vi.mocked(execution.execute).mockImplementation(async (_, __, command) => {
    expect(command.at(-1)).toBe(listProcesses(false))
    return { exitCode: 0, stdout: '12\t120\tcontainerd\n', stderr: '' }
  })
  expect(await node.processes()).toEqual([{ pid: 12, startedTicks: 120, names: ['containerd'] }])
  vi.mocked(execution.execute).mockRejectedValue(new Error('container c1 is not running'))
  await expect(node.processes()).rejects.toThrow('server:1 takes no command')
})

import { expect, test, vi } from 'vitest'
import { etcdctl } from '../../cluster/datastores/external-etcd.ts'
import type { Kube } from '../../kube/kube-client.ts'
import { parseTopology } from '../../topology/parse-topology.ts'
import { fakeContext } from '../__fixtures__/fake-context.ts'
import { expectWriteRefused } from './expect-write-refused.ts'
import { spaceAlarm } from './space-alarm.ts'

const topology = parseTopology({ servers: 3 }, 'test')

function fakeCluster(alarms: string[], order: string[] = []) {
  const observer = {
    spaceAlarm: async (_: string, set?: 'on' | 'off') => {
      if (set !== undefined) order.push(`alarm ${set}`)
      if (set === 'on') alarms.push('77')
      if (set === 'off') alarms.length = 0
      return [...alarms]
    },
  }
  return { topology, observer } as never
}

test('the undo is on disk before the alarm, and a second healing does nothing', async () => {
  const alarms: string[] = []
  const order: string[] = []
  const { context } = fakeContext(fakeCluster(alarms, order))
  vi.spyOn(context.journal, 'append').mockImplementation(async undo => {
    order.push(undo.kind)
    return 'u1'
  })
  const { begin, over, heal } = await spaceAlarm.inject(context, 'server:1')
  expect(begin.evidence).toBe('etcd lists the alarm NOSPACE of member 77, server:1')
  expect((await heal()).evidence).toBe('etcd lists no alarm any more')
  await heal()
  await over
  expect(order).toEqual(['in-node', 'alarm on', 'alarm off'])
})

test("another process takes it back with etcd's own program, where the image has nothing else", async () => {
  const apart = {
    topology: parseTopology({ datastore: 'external-etcd' }, 'test'),
    containers: new Map([['etcd:1', 'e1']]),
  }
  const { context } = fakeContext({ ...(fakeCluster([]) as object), ...apart } as never)
  const append = vi.spyOn(context.journal, 'append')
  await spaceAlarm.inject(context, 'etcd:1')
  expect(append.mock.calls[0]![0]).toEqual({
    kind: 'in-node',
    id: 'e1',
    command: etcdctl('127.0.0.1', 'alarm', 'disarm'),
  })
})

test('it is over when a server has cleared it', async () => {
  const alarms: string[] = []
  const { context } = fakeContext(fakeCluster(alarms))
  const { over, heal } = await spaceAlarm.inject(context, 'server:1')
  alarms.length = 0
  await over
  expect((await heal()).evidence).toBe('etcd lists no alarm: a server that started had cleared it')
})

test('who is no member, or has no etcd, is refused', async () => {
  const { context } = fakeContext(fakeCluster([]))
  await expect(spaceAlarm.inject(context, 'etcd:0')).rejects.toThrow('etcd:0 is no member of etcd')
  expect(spaceAlarm.refusal!(parseTopology({ servers: 2, datastore: 'postgres' }, 'test'))).toContain('no etcd')
})

test('a write that was taken, or refused for another reason, is no proof', async () => {
  const create = vi.fn()
  const remove = vi.fn()
  const kube = { core: { createNamespacedConfigMap: create, deleteNamespacedConfigMap: remove } } as unknown as Kube
  await expect(expectWriteRefused(kube, /space exceeded/)).rejects.toThrow('the API took a write')
  expect(remove).toHaveBeenCalledOnce()
  create.mockRejectedValueOnce(new Error('no route'))
  await expect(expectWriteRefused(kube, /space exceeded/)).rejects.toThrow('no route')
  create.mockRejectedValueOnce(new Error('etcdserver: mvcc: database space exceeded'))
  expect(await expectWriteRefused(kube, /space exceeded/)).toBe('the API refused a write: space exceeded')
})

import { expect, test, vi } from 'vitest'
import { fakeCluster } from '../../cluster/__fixtures__/fake-cluster.ts'
import * as container from '../../engine/container.ts'
import * as address from '../../engine/give-address.ts'
import type { FaultContext } from '../fault.ts'
import { newAddress } from './new-address.ts'

vi.mock('../../engine/container.ts')
vi.mock('../../engine/give-address.ts')

test('both ways back are on disk before the node stops, and a second healing does nothing', async () => {
  const order: string[] = []
  const says = (what: string) => async () => void order.push(what)
  vi.mocked(container.stopContainer).mockImplementation(says('stops'))
  vi.mocked(container.startContainer).mockImplementation(says('starts'))
  vi.mocked(container.inspectContainer).mockResolvedValue({ running: true } as container.ContainerState)
  vi.mocked(address.giveAddress).mockImplementation(async (_, __, { ip }) => void order.push(`gets ${ip}`))
  vi.mocked(address.addressOf).mockResolvedValueOnce('10.0.0.111').mockResolvedValueOnce('10.0.0.11')
  const context = {
    cluster: fakeCluster({
      runId: 'r',
      containers: new Map([['server:1', 'c1']]),
      nodes: [{ id: 'server:1', ip: '10.0.0.11', mac: 'm' }],
    }),
    journal: {
      append: async ({ kind }: { kind: string }) => {
        order.push(`journal: ${kind}`)
        return kind
      },
      done: async (id: string) => void order.push(`done ${id}`),
    },
    aboutToAct: says('looks again'),
    engineEvent: async () => ({ atUs: 7, exitCode: 0 }),
    signal: AbortSignal.timeout(1000),
  } as unknown as FaultContext
  const { begin, heal } = await newAddress.inject(context, 'server:1')
  expect(begin.evidence).toMatch(/die with exit code 0, and start under 10.0.0.111 in place of 10.0.0.11$/)
  const [seen] = await Promise.all([heal(), heal()])
  expect(seen.evidence).toMatch(/start under 10.0.0.11$/)
  expect(order).toEqual([
    'looks again',
    'journal: start-container',
    'journal: give-address',
    'stops',
    'gets 10.0.0.111',
    'starts',
    'stops',
    'gets 10.0.0.11',
    'starts',
    'done start-container',
    'done give-address',
  ])
})

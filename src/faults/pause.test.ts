import { expect, test, vi } from 'vitest'
import { fakeCluster } from '../cluster/__fixtures__/fake-cluster.ts'
import * as container from '../engine/container.ts'
import type { FaultContext } from './fault.ts'
import { pause } from './pause.ts'

vi.mock('../engine/container.ts')

test('the undo is on disk before the act, and a second healing does nothing', async () => {
  const order: string[] = []
  const does = (what: string) => async () => {
    order.push(what)
  }
  vi.mocked(container.pauseContainer).mockImplementation(does('pause'))
  vi.mocked(container.unpauseContainer).mockImplementation(does('unpause'))
  const context = {
    cluster: fakeCluster({ containers: new Map([['server:1', 'c1']]) }),
    journal: {
      append: async (undo: object) => {
        order.push(JSON.stringify(undo))
        return 'u1'
      },
      done: async (id: string) => void order.push(`done ${id}`),
    },
    aboutToAct: async () => void order.push('looks again'),
    engineEvent: async (node: string, action: string) => {
      order.push(`awaits ${node} ${action}`)
      return { atUs: 7 }
    },
  } as unknown as FaultContext
  const { begin, heal } = await pause.inject(context, 'server:1')
  expect(begin).toEqual({ atUs: 7, evidence: 'the engine saw server:1 pause' })
  await Promise.all([heal(), heal()])
  expect(order).toEqual([
    'looks again',
    '{"kind":"unpause-container","id":"c1"}',
    'awaits server:1 pause',
    'pause',
    'awaits server:1 unpause',
    'unpause',
    'done u1',
  ])
})

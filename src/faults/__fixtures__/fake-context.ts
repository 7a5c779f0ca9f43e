import { fakeCluster } from '../../cluster/__fixtures__/fake-cluster.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import type { EngineAction } from '../../history/records.ts'
import type { FaultContext } from '../fault.ts'

/** A fault's context without an engine: `order` tells what was done with it, and `tell` plays the engine's events. */
export function fakeContext(cluster: Partial<Cluster> = {}) {
  const order: string[] = []
  const waiting = new Map<EngineAction, ((event: { atUs: number; exitCode?: number }) => void)[]>()
  const context = {
    faultId: 'fault-1',
    group: ['server:1'],
    cluster: fakeCluster({ containers: new Map([['server:1', 'c1']]), ...cluster }),
    journal: {
      append: async (undo: object) => {
        order.push(JSON.stringify(undo))
        return 'u1'
      },
      done: async (id: string) => void order.push(`done ${id}`),
    },
    record: ({ text }: { text: string }) => void order.push(`note: ${text}`),
    aboutToAct: async () => void order.push('looks again'),
    engineEvent: (_: string, action: EngineAction) =>
      new Promise(resolve => waiting.set(action, [...(waiting.get(action) ?? []), resolve])),
    signal: new AbortController().signal,
  } as unknown as FaultContext
  const tell = (action: EngineAction, event: { atUs: number; exitCode?: number } = { atUs: 7 }) => {
    for (const resolve of waiting.get(action) ?? []) resolve(event)
    waiting.delete(action)
  }
  return { context, order, tell }
}

import { beforeEach, expect, test, vi } from 'vitest'
import type { NodeId } from '../topology/node-id.ts'
import { followUntold } from './follow-untold.ts'
import type { Session } from './session.ts'
import * as settle from './settle.ts'

vi.mock('./settle.ts')
beforeEach(() => void vi.mocked(settle.followReturn).mockReset().mockResolvedValue())

function sessionOf(faults: { node: NodeId; isBack: boolean }[]) {
  const controller = new AbortController()
  const waiting = new Map<NodeId, () => void>()
  const session = {
    cluster: { topology: { servers: 2 } },
    faults,
    signal: controller.signal,
    engineWatch: { next: (node: NodeId) => new Promise<void>(resolve => waiting.set(node, resolve)) },
  } as unknown as Session
  const start = async (node: NodeId) => {
    waiting.get(node)!()
    await new Promise(resolve => setTimeout(resolve))
  }
  return { session, start, stop: () => controller.abort() }
}

const followed = () => vi.mocked(settle.followReturn).mock.calls.map(([, node]) => node)

test('a server that ended by itself is followed at each of its starts', async () => {
  const { session, start } = sessionOf([])
  followUntold(session)
  await start('server:1')
  await start('server:1')
  expect(followed()).toEqual(['server:1', 'server:1'])
  expect(vi.mocked(settle.followReturn).mock.lastCall![2]).toEqual({ stages: ['endpoints'], isDemanded: false })
})

test("a fault's victim is followed by its healing, and as any other once it is back", async () => {
  const victim = { node: 'server:0' as const, isBack: false }
  const { session, start } = sessionOf([victim])
  followUntold(session)
  await start('server:0')
  expect(followed()).toEqual([])
  victim.isBack = true
  await start('server:0')
  expect(followed()).toEqual(['server:0'])
})

test('nobody is followed after the end', async () => {
  const { session, start, stop } = sessionOf([])
  followUntold(session)
  stop()
  await start('server:0')
  expect(followed()).toEqual([])
})

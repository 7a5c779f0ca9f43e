import { beforeEach, expect, test, vi } from 'vitest'
import { attach } from '../cluster/attach.ts'
import type { Cluster } from '../cluster/cluster.ts'
import * as saved from '../cluster/saved-cluster.ts'
import type { Engine } from '../engine/engine.ts'
import type { FormationStep } from '../history/formation-stage.ts'
import type { Images } from '../images/images-of.ts'
import { takeTurn } from '../run/queue.ts'
import { beginRun, type Run } from '../run/run.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { Scenario } from './definition.ts'
import { passGate } from './gate.ts'
import { findPlace } from './place.ts'

vi.mock('../cluster/attach.ts')
vi.mock('../cluster/leave-standing.ts')
vi.mock('../cluster/saved-cluster.ts')
vi.mock('../run/gc.ts')
vi.mock('../run/queue.ts')
vi.mock('../run/run.ts')
vi.mock('./gate.ts')
vi.mock('./run-guard.ts', () => ({
  RunGuard: class {
    watch = <T>(work: () => Promise<T>) => work();
    [Symbol.dispose]() {}
  },
}))

const turnEnded = vi.fn()
const kubeClosed = vi.fn()
const ended: string[] = []
let runs = 0

beforeEach(() => {
  vi.resetAllMocks()
  ended.length = 0
  vi.mocked(takeTurn).mockImplementation(async () => ({ [Symbol.dispose]: turnEnded }))
  vi.mocked(beginRun).mockImplementation(async () => {
    const id = `run-${++runs}`
    return { id, end: async () => void ended.push(id) } as Run
  })
  vi.mocked(attach).mockResolvedValue({ kube: { close: kubeClosed } } as unknown as Cluster)
  vi.mocked(passGate).mockResolvedValue([{ subject: 'it is well', seen: 'it is' }])
})

const servers = (count: number) => parseTopology({ servers: count }, 'test')
const place = (topology = servers(3), shares = true) =>
  findPlace({
    engine: {} as Engine,
    scenario: { title: 'a story', topology } as Scenario,
    images: {} as Images,
    shares,
    progress: { note: () => {}, stage: (_title, work) => work(() => {}) },
    signal: new AbortController().signal,
  })

/** Tells one story on three servers and leaves its cluster; returns the run that formed it. */
async function leaveOne(): Promise<string> {
  await using first = await place()
  const leftBy = { runId: first.runId, title: 'the first story' }
  const formation: FormationStep[] = [{ stage: 'formed', afterMs: 30_000 }]
  await first.leave({} as Cluster, { leftBy, formation, members: [] })
  const facts = { topology: servers(3), images: [] } as unknown as saved.SavedCluster['facts']
  const left = { facts, kubeconfig: '', namespace: 'holdfast', leftBy, formation, members: [], startedAtMs: new Map() }
  vi.mocked(saved.readSavedCluster).mockResolvedValue(left)
  return first.owner.id
}

test('a cluster that was left is taken over as it is, with a record of its own, and goes with the last story', async () => {
  const owner = await leaveOne()
  expect(ended).toEqual([])
  {
    await using second = await place()
    expect(second.owner.id).toBe(owner)
    expect(second.runId).not.toBe(owner)
    expect(second.taken?.takenOver).toEqual({
      formedBy: owner,
      from: { runId: owner, title: 'the first story' },
      formation: [{ stage: 'formed', afterMs: 30_000 }],
      gate: [{ subject: 'it is well', seen: 'it is' }],
    })
    expect(takeTurn).toHaveBeenCalledTimes(1)
    expect(turnEnded).not.toHaveBeenCalled()
  }
  expect(ended).toEqual([owner])
  expect(turnEnded).toHaveBeenCalledTimes(1)
})

test.each([
  ['another topology is wanted', () => place(servers(5)), 'it has another topology'],
  ['stories do not share', () => place(servers(3), false), undefined],
  [
    'the gate does not hold',
    () => {
      vi.mocked(passGate).mockRejectedValue(new Error('server:1 started at 12:00'))
      return place()
    },
    'server:1 started at 12:00',
  ],
])('a cluster that was left is ended first when %s', async (_, next, refusal) => {
  const owner = await leaveOne()
  await using second = await next()
  expect(ended).toEqual([owner])
  expect(second.taken).toBeUndefined()
  expect(second.refusal).toBe(refusal)
  expect(second.runId).toBe(second.owner.id)
})

test('a cluster that nobody left goes with its story', async () => {
  let owner = ''
  {
    await using only = await place()
    owner = only.owner.id
  }
  expect(ended).toEqual([owner])
  await using next = await place()
  expect(next.refusal).toBeUndefined()
})

import { expect, test } from 'vitest'
import { fakeCluster } from '../cluster/__fixtures__/fake-cluster.ts'
import type { NodeId } from '../topology/node-id.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import type { Session } from './session.ts'
import { followReturn } from './settle.ts'

const ip = '172.28.8.11'
const node: NodeId = 'server:1'

/** A session whose node is back in every respect but those that `missing` names. */
function sessionOf(missing: Set<'member' | 'ready'>, rejoinMs = 60_000) {
  const told: string[] = []
  const events: [action: string, tell: () => void][] = []
  const member = { id: '1', name: 'server-1-0123abcd', voter: true }
  const now = () => new Date().toISOString()
  const session = {
    scenario: { limits: { rejoinMs } },
    signal: new AbortController().signal,
    faults: [{ id: 'pause-1', node }],
    formedMembers: [{ node, ...member }],
    awaiting: () => {},
    record: (record: { type: string; stage?: string; subject?: string }) =>
      told.push(`${record.type} ${record.stage ?? record.subject}`),
    engineWatch: {
      next: (_node: NodeId, action: string) => new Promise<void>(resolve => events.push([action, resolve])),
    },
    balancerWatch: { servedBy: async () => ({ sessionMs: 5, upstreams: [`${ip}:6443`] }) },
    cluster: fakeCluster({
      topology: parseTopology({}, 'test'),
      nodes: [{ id: node, ip, mac: '' }],
      observer: {
        isReady: async () => true,
        members: async () => [member],
        statuses: async () => (missing.has('member') ? [] : [{ node, member: '1', leader: '1', term: '3' }]),
      },
      kube: {
        core: {
          readNode: async () => ({
            status: { conditions: [{ type: 'Ready', status: missing.has('ready') ? 'Unknown' : 'True' }] },
          }),
        },
        coordination: { readNamespacedLease: async () => ({ spec: { renewTime: now() } }) },
        discovery: { listNamespacedEndpointSlice: async () => ({ items: [{ endpoints: [{ addresses: [ip] }] }] }) },
      },
    }),
  } as unknown as Session
  const tell = (action: string) => events.findLast(event => event[0] === action)![1]()
  return { session, told, tell }
}

const stages = ['balancer', 'endpoints', 'member', 'ready', 'voter']
const recovered = stages.map(stage => `recovered ${stage}`)

test('a node that is back is told of once in every respect', async () => {
  const { session, told } = sessionOf(new Set())
  await followReturn(session, node)
  expect(told.sort()).toEqual(recovered)
})

test('one that ends meanwhile is followed anew', async () => {
  const missing = new Set(['ready'] as const)
  const { session, told, tell } = sessionOf(missing)
  const back = followReturn(session, node)
  await expect.poll(() => told.length).toBe(4)
  missing.clear()
  tell('die')
  // What still looks like the former life must not be taken for the next.
  await new Promise(resolve => setTimeout(resolve, 300))
  expect(told).toHaveLength(4)
  tell('start')
  await back
  expect(told.slice(4).sort()).toEqual(recovered)
})

test('one that may still end by design is watched for as long', async () => {
  const { session, told, tell } = sessionOf(new Set())
  const back = followReturn(session, node, { aftermathMs: 500 })
  await expect.poll(() => told.length).toBe(5)
  tell('die')
  await new Promise(resolve => setTimeout(resolve))
  tell('start')
  await back
  expect(told).toHaveLength(10)
})

test('what does not come in time is denied, but for a node that another fault struck meanwhile', async () => {
  const limits = -13_500
  const mine = sessionOf(new Set(['ready']), limits)
  await followReturn(mine.session, node)
  expect(mine.told).toContain('final server:1 ready')
  const struck = sessionOf(new Set(['ready']), limits)
  const back = followReturn(struck.session, node)
  struck.session.faults.push({ ...struck.session.faults[0]!, id: 'kill-2' })
  await back
  expect(struck.told.filter(line => line.startsWith('final'))).toEqual([])
})

test('of a node whose return nobody demands nothing is denied', async () => {
  const { session, told } = sessionOf(new Set(['ready']), -13_500)
  await followReturn(session, node, { isDemanded: false })
  expect(told.filter(line => line.startsWith('final'))).toEqual([])
})

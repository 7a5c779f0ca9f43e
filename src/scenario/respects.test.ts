import { expect, test } from 'vitest'
import type { NodeId } from '../topology/node-id.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { respectsOf } from './respects.ts'
import type { Session } from './session.ts'

const session = {
  cluster: {
    topology: parseTopology({ agents: 1, datastore: 'postgres' }, 'test'),
    observer: { isReady: async () => true },
  },
  formedMembers: [],
} as unknown as Session

test.each<[NodeId, string[]]>([
  ['server:0', ['ready', 'endpoints', 'balancer']],
  ['agent:0', ['ready']],
  ['db:0', ['answers']],
  ['lb:0', ['answers']],
])('%s is looked at once in each of its respects', (node, stages) => {
  expect(respectsOf(session, node).map(({ stage }) => stage)).toEqual(stages)
})

test('a balancer answers when a client comes through it, not when it takes a query', async () => {
  const [answers] = respectsOf(session, 'lb:0')
  expect(await answers!.observe(new AbortController().signal)).toBe('client:0 asked lb:0 directly: ready')
})

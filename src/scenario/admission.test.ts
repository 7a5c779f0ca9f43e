import { expect, test } from 'vitest'
import { fakeCluster } from '../cluster/__fixtures__/fake-cluster.ts'
import { makeFault } from '../faults/make-fault.ts'
import type { NodeId } from '../topology/node-id.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { admission } from './admission.ts'
import type { Session } from './session.ts'

const servers: NodeId[] = ['server:0', 'server:1', 'server:2']

/** Three servers, of which these run, and these know a leader. */
function sessionOf({ running = servers, well = servers } = {}) {
  const containers = new Map<NodeId, string>([...servers, 'lb:0' as NodeId].map(node => [node, node]))
  const inspect = (id: string) => ({
    State: { Running: id === 'lb:0' || running.includes(id as NodeId), StartedAt: '' },
  })
  return {
    cluster: fakeCluster({
      topology: parseTopology({}, 'test'),
      containers,
      engine: { docker: { getContainer: (id: string) => ({ inspect: async () => inspect(id) }) } },
      observer: {
        statuses: async () =>
          running.map(node => ({ node, member: node, leader: well.includes(node) ? '1' : '0', term: '3', atUs: 0 })),
      },
    }),
  } as unknown as Session
}

const kill = makeFault('kill')
const ask = (
  session: Session,
  nodes: NodeId[],
  { fault = kill, struck = [] as NodeId[], quorum = 'keep' as 'keep' | 'break' } = {},
) => admission(session, { fault, nodes, struck, quorum })

test('a healthy cluster lets one server go, and not two', async () => {
  await ask(sessionOf(), ['server:1'])
  await expect(ask(sessionOf(), ['server:0', 'server:1'])).rejects.toThrow(
    'without server:0, server:1 only 1 of 3 members of etcd would be well',
  )
})

test('with one that did not come back no other goes, unless the quorum is to be broken', async () => {
  const session = sessionOf({ running: ['server:0', 'server:1'] })
  await expect(ask(session, ['server:0'])).rejects.toThrow('only 1 of 3 members')
  await ask(session, ['server:0'], { quorum: 'break' })
  await ask(session, ['lb:0'])
  await ask(session, ['server:0'], { fault: makeFault('cutFromBalancer') })
})

test('one that runs and knows no leader is not well', async () => {
  await expect(ask(sessionOf({ well: ['server:0', 'server:1'] }), ['server:0'])).rejects.toThrow('only 1 of 3 members')
})

test('a node that is struck, or does not run, is not struck', async () => {
  await expect(ask(sessionOf(), ['lb:0'], { struck: ['lb:0'] })).rejects.toThrow('lb:0 is struck already')
  await expect(ask(sessionOf({ running: [] }), ['server:0'])).rejects.toThrow('server:0 does not run')
})

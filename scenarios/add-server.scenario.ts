import { scenario } from 'holdfast'

scenario(
  'a server added to a running cluster',
  {
    tags: ['nightly', 'membership'],
    needs: { servers: '<=6', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '65s',
    limits: {
      // A joiner takes nothing from clients: it learns before it votes, and enters the balancer when its API is ready.
      // But on one machine its start takes CPU from the others.
      'cached-read': { longestOutage: '2s' },
      'quorum-read': { longestOutage: '5s' },
      write: { longestOutage: '5s' },
    },
  },
  async ({ phase, servers }) => {
    await phase.steady('10s')
    await servers.add()
    await phase.hold('10s')
  },
)

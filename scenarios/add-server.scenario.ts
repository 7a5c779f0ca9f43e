import { scenario } from 'holdfast'

scenario(
  'two servers added to a running cluster',
  {
    tags: ['nightly'],
    needs: { servers: '<=5', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    limits: {
      // A joiner takes nothing from clients: it enters the balancer when its API is ready.
      'cached-read': { longestOutage: '2s' },
      'quorum-read': { longestOutage: '2s' },
      write: { longestOutage: '2s' },
      join: '90s',
    },
  },
  async ({ phase, servers }) => {
    await phase.steady('10s')
    await servers.add()
    await servers.add()
    await phase.hold('10s')
  },
)

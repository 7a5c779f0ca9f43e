import { scenario } from 'holdfast'

scenario(
  'a crashed leader of an etcd apart from the servers',
  {
    tags: ['nightly'],
    needs: { servers: '>=2', datastore: 'external-etcd' },
    topology: { servers: 3, datastore: 'external-etcd' },
    limits: {
      'cached-read': { longestOutage: '1s' },
      // The upper end of an election under etcd's own timers, 2 s, and the reconnect of a server that asked the leader.
      'quorum-read': { longestOutage: '5s' },
      write: { longestOutage: '5s' },
      rejoin: '30s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.kill('leader')
    await phase.hold('20s')
  },
)

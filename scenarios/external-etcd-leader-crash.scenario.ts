import { scenario } from 'holdfast'

// S28. It would have caught k3s #9882: servers that go on to ask a member that is away.
scenario(
  'a crashed leader of an etcd apart from the servers',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '>=2', datastore: 'external-etcd' },
    topology: { servers: 3, datastore: 'external-etcd' },
    expectedDuration: '60s',
    limits: {
      'cached-read': { longestOutage: '1s' },
      // An election under etcd's own timers takes up to 2 s; a request that was lost with the leader is answered after
      // etcd's own limit, 5 s and two election timeouts: 7 s, and 2 s more.
      'quorum-read': { longestOutage: '9s' },
      write: { longestOutage: '9s' },
      rejoin: '30s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.kill('leader')
    await phase.hold('20s')
  },
)

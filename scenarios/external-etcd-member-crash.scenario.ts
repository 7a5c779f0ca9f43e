import { scenario } from 'holdfast'

// S28. It would have caught k3s #9882: servers that go on to ask a member that is away.
scenario(
  'a crashed follower of an etcd apart from the servers',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '>=2', datastore: 'external-etcd' },
    topology: { servers: 3, datastore: 'external-etcd' },
    expectedDuration: '65s',
    limits: {
      'cached-read': { longestOutage: '1s' },
      // A server that asked this member asks another one: its client's own reconnect.
      'quorum-read': { longestOutage: '3s' },
      write: { longestOutage: '3s' },
      rejoin: '30s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.kill('follower')
    await phase.hold('20s')
  },
)

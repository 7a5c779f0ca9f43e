import { scenario } from 'holdfast'

scenario(
  'a stopped etcd follower',
  {
    tags: ['core'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    limits: {
      // etcd keeps its leader: no operation may miss more than a reconnect.
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '2s', longestEpisode: '20s' },
      write: { longestOutage: '2s', longestEpisode: '20s' },
      schedule: '35s',
      rejoin: '60s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.stop('follower')
    await pods.schedule()
    await phase.hold('20s')
  },
)

import { scenario } from 'holdfast'

// S03 of a follower. It would have caught requests that a server drops which is told to end.
scenario(
  'a stopped etcd follower',
  {
    tags: ['core'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '80s',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      // etcd keeps its leader, but a request in flight at the stopping server waits until its API ends: 5 s, plus 2 s.
      'quorum-read': { longestOutage: '7s', longestEpisode: '20s' },
      write: { longestOutage: '7s', longestEpisode: '20s' },
      schedule: '35s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.stop('follower')
    await pods.schedule()
    await phase.hold('20s')
  },
)

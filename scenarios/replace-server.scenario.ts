import { scenario } from 'holdfast'

// S20. It would have caught k3s #802, #6054, #10408 and #4210: a new server may not have the name of the old one.
scenario(
  'the first server replaced by a new one of its name',
  {
    tags: ['nightly', 'membership'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '80s',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      // A request in flight at the stopping server waits until its API ends: 5 s, plus 2 s.
      'quorum-read': { longestOutage: '7s', longestEpisode: '20s' },
      write: { longestOutage: '7s', longestEpisode: '20s' },
    },
  },
  async ({ phase, servers }) => {
    await phase.steady('10s')
    // The one that founded the cluster: its successor must join, not found another.
    await servers.replace('server:0')
    await phase.hold('10s')
  },
)

import { scenario } from 'holdfast'

// S06. It would have caught kube-hetzner #2176: a check that asks for a connection alone passes for a server that hangs.
scenario(
  'a paused server',
  {
    tags: ['core'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3, loadBalancer: { kind: 'haproxy', preset: 'tuned' } },
    expectedDuration: '80s',
    limits: {
      // Its kernel still takes connections: only a check that asks the API sees it, here after at most 4.4 s. What hung
      // there is then cut, and a kept connection is made anew. With a passive balancer these limits do not hold.
      'cached-read': { longestOutage: '7s', longestEpisode: '12s' },
      'quorum-read': { longestOutage: '7s', longestEpisode: '12s' },
      write: { longestOutage: '7s', longestEpisode: '12s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.pause('follower')
    await phase.hold('20s')
  },
)

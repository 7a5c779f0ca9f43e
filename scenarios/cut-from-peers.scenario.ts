import { scenario } from 'holdfast'

// S12. It would have caught a balancer that leads every third client to a server that answers and cannot write.
scenario(
  'a server cut from its peers, not from the load balancer',
  {
    tags: ['core', 'network'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3, loadBalancer: { kind: 'haproxy', preset: 'tuned' } },
    expectedDuration: '80s',
    limits: {
      'cached-read': { longestOutage: '7s', longestEpisode: '40s' },
      'quorum-read': { longestOutage: '12s', longestEpisode: '40s' },
      write: { longestOutage: '15s', longestEpisode: '40s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.cutFromPeers('leader')
    await phase.hold('25s')
  },
)

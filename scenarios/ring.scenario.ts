import { scenario } from 'holdfast'

// S14. It would have caught leaders that change again and again where members see each other only in part.
scenario(
  'two servers that see a third one, and not each other',
  {
    tags: ['nightly', 'network'],
    needs: { servers: '=3', datastore: 'embedded-etcd' },
    topology: { servers: 3, loadBalancer: { kind: 'haproxy', preset: 'tuned' } },
    expectedDuration: '100s',
    limits: {
      // A member that does not hear the leader is not elected, for the third one hears it: at most the server of that member
      // is of no use, which the balancer's check finds as in a cut from all peers.
      'cached-read': { longestOutage: '7s', longestEpisode: '40s' },
      'quorum-read': { longestOutage: '12s', longestEpisode: '40s' },
      write: { longestOutage: '15s', longestEpisode: '40s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.cutIntoRing('all')
    await phase.hold('30s')
  },
)

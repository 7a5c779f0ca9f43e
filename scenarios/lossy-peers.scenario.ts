import { scenario } from 'holdfast'

// S15, the second half: as netem does it, to what leaves. It would have caught what k3s #2615 tells: a slow way between members, and servers that end.
scenario(
  'a leader that loses every second packet to its peers',
  {
    tags: ['nightly', 'network'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '90s',
    limits: {
      // Cached reads ask no peer. What is sent again comes late, each time by twice as long: a follower may miss its leader
      // for 5 s, and one election takes up to 10; 2 s more.
      'cached-read': { longestOutage: '2s' },
      'quorum-read': { longestOutage: '17s', longestEpisode: '40s' },
      write: { longestOutage: '17s', longestEpisode: '40s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.loss('leader', { share: 0.5, from: 'peers', lost: 'out' })
    await phase.hold('30s')
  },
)

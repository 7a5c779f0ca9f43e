import { scenario } from 'holdfast'

// S01. It would have caught rke2 #5614: one server ends, and other nodes become NotReady.
scenario(
  'a crashed etcd follower',
  {
    tags: ['nightly'],
    needs: { servers: '>=3', datastore: ['embedded-etcd'] },
    topology: { servers: 3, agents: 1 },
    expectedDuration: '100s',
    limits: {
      // Nobody is elected: all of them wait for the balancer's connect limit alone, and for a reconnect.
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '2s', longestEpisode: '20s' },
      write: { longestOutage: '2s', longestEpisode: '20s' },
      schedule: '35s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.kill('follower')
    await pods.schedule()
    await phase.hold('20s')
  },
)

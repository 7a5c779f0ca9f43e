import { scenario } from 'holdfast'

// S06. It would have caught an old leader that goes on to answer, and to acknowledge, after it was paused.
scenario(
  'a paused etcd leader',
  {
    tags: ['nightly'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '80s',
    limits: {
      // Its kernel still takes connections, so a passive balancer leads every third new one there, to hang. A kept one
      // that is led there hangs for as long as the pause lasts, plus a reconnect.
      'cached-read': { longestOutage: '24s', longestEpisode: '40s' },
      'quorum-read': { longestOutage: '24s', longestEpisode: '40s' },
      write: { longestOutage: '24s', longestEpisode: '40s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.pause('leader')
    // Longer than a lease lasts: whoever held one on it must find that it is another's now. It acts on
    // until its renewals have failed: leader election does not fence.
    await phase.hold('20s')
  },
)

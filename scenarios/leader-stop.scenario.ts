import { scenario } from 'holdfast'

// S03. It would have caught Cluster API #2937: a leader that goes without handing its leadership over.
scenario(
  'a stopped etcd leader',
  {
    tags: ['nightly'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '100s',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      // It hands its leadership over: no election is waited for, which takes up to 10 s. A request in flight at the
      // stopping server waits until its API ends: 5 s, plus 2 s.
      'quorum-read': { longestOutage: '7s', longestEpisode: '20s' },
      write: { longestOutage: '7s', longestEpisode: '20s' },
      schedule: '35s',
      rejoin: '60s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.stop('leader')
    await pods.schedule()
    await phase.hold('20s')
  },
)

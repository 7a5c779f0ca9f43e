import { scenario } from 'holdfast'

// S26. It would have caught k3s #1521: a server before an external database stays NotReady after its crash.
scenario(
  'a crashed server before a database',
  {
    tags: ['nightly', 'datastore'],
    // Two are enough: the state is elsewhere, and no server is elected.
    needs: { servers: '>=2', datastore: ['postgres', 'mysql'] },
    topology: { servers: 2, datastore: 'postgres' },
    expectedDuration: '80s',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '2s', longestEpisode: '20s' },
      write: { longestOutage: '2s', longestEpisode: '20s' },
      schedule: '35s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.kill('leading-server')
    await pods.schedule()
    await phase.hold('20s')
  },
)

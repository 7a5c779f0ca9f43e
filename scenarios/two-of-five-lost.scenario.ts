import { scenario } from 'holdfast'

// S10, the first half: five members stand the loss of two.
scenario(
  'two of five servers lost at once',
  {
    tags: ['nightly'],
    needs: { servers: '=5', datastore: 'embedded-etcd' },
    topology: { servers: 5 },
    expectedDuration: '140s',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      // One of the two may lead.
      'quorum-read': { longestOutage: '12s', longestEpisode: '30s' },
      write: { longestOutage: '12s', longestEpisode: '30s' },
      schedule: '35s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.kill('minority')
    await pods.schedule()
    await phase.hold('20s')
  },
)

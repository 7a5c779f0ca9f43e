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
      // Reads of the state and writes by the model: leadership is handed over, and no election is waited for.
      schedule: '35s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.stop('leader')
    await pods.schedule()
    await phase.hold('20s')
  },
)

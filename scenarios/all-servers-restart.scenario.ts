import { scenario } from 'holdfast'

// S08. It would have caught k3s #2732 and #4870, k3d #1452: a cluster that does not come back from a full restart.
scenario(
  'all servers stopped, and started together',
  {
    tags: ['nightly'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '90s',
    limits: {
      // 7 s of stopping, 5 s of being down, an election, and the start of three APIs at once; 2 s more.
      'cached-read': { longestOutage: '40s' },
      'quorum-read': { longestOutage: '40s' },
      write: { longestOutage: '40s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const outage = await faults.stop('all')
    await phase.hold('5s')
    await outage.healAndReturn()
    await phase.hold('10s')
  },
)

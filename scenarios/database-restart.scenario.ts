import { scenario } from 'holdfast'

// S25. It would have caught k3s #2615: servers that end though the database was away for less than a lease.
scenario(
  'a database that restarts',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '>=2', datastore: ['postgres', 'mysql'] },
    topology: { servers: 3, datastore: 'postgres' },
    expectedDuration: '65s',
    limits: {
      // Less than the 10 s for which a holder waits that cannot renew its lease: no server ends.
      'cached-read': { longestOutage: '2s' },
      'quorum-read': { longestOutage: '8s' },
      write: { longestOutage: '8s' },
      rejoin: '20s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const restart = await faults.stop('db:0')
    await restart.heal()
    await phase.hold('20s')
  },
)

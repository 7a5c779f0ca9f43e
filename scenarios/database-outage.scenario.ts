import { scenario } from 'holdfast'

// S25. It would have caught k3s #1668 and #11019: servers that do not recover from a database that was away.
scenario(
  'a database that is away for longer than a lease',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '>=2', datastore: ['postgres', 'mysql'] },
    topology: { servers: 3, datastore: 'postgres' },
    expectedDuration: '110s',
    limits: {
      // Servers that hold leases end after 10 s and start again: they wait for a PostgreSQL, and end without a MySQL until
      // it is back. Where all of them held one, nobody is left to answer from a cache.
      'cached-read': { longestOutage: '60s' },
      'quorum-read': { longestOutage: '60s' },
      write: { longestOutage: '60s' },
      rejoin: '30s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const outage = await faults.stop('db:0')
    await phase.hold('25s')
    await outage.heal()
    await phase.hold('45s')
  },
)

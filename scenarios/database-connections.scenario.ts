import { scenario } from 'holdfast'

// S25. It would have caught k3s #11019: connections to the database end, and what was on its way is written twice.
scenario(
  'a database that ends all connections, three times',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '>=2', datastore: ['postgres', 'mysql'] },
    topology: { servers: 3, datastore: 'postgres' },
    expectedDuration: '75s',
    limits: {
      // They are made anew at once: nobody waits for more than one reconnect.
      'cached-read': { longestOutage: '1s' },
      'quorum-read': { longestOutage: '3s' },
      write: { longestOutage: '3s' },
      rejoin: '20s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    for (let round = 0; round < 3; round++) {
      await faults.resetConnections('db:0')
      await phase.hold('5s')
    }
  },
)

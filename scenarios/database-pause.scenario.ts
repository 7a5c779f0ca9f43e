import { scenario } from 'holdfast'

// S25. It would have caught k3s #2615: the database hangs, and a server that ended for want of its lease never recovers.
scenario(
  'a database that hangs for longer than a lease',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '>=2', datastore: ['postgres', 'mysql'] },
    topology: { servers: 3, datastore: 'postgres' },
    expectedDuration: '120s',
    limits: {
      // Servers that hold leases end after 10 s. Whoever starts again meanwhile is taken by the kernel of the database, and
      // waits: 30 s, and the start of a server.
      'cached-read': { longestOutage: '60s' },
      'quorum-read': { longestOutage: '60s' },
      write: { longestOutage: '60s' },
      rejoin: '60s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const hang = await faults.pause('db:0')
    await phase.hold('30s')
    await hang.healAndReturn()
    await phase.hold('20s')
  },
)

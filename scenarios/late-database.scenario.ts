import { scenario } from 'holdfast'

// S27. It would have caught k3s #1668 and #1805: a database that is refused at the start ends k3s for good.
scenario(
  'a database that comes up a minute after its servers',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '>=2', datastore: ['postgres', 'mysql'] },
    topology: { servers: 2, datastore: 'postgres' },
    expectedDuration: '125s',
    limits: {
      // Servers wait for a PostgreSQL and end without a MySQL; the restart policy tries again after ever longer pauses, up to a minute.
      'cached-read': { longestOutage: '170s' },
      'quorum-read': { longestOutage: '170s' },
      write: { longestOutage: '170s' },
      rejoin: '150s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const database = await faults.kill('db:0')
    const servers = [await faults.kill('server:0'), await faults.kill('server:1')]
    for (const server of servers) await server.heal()
    await phase.hold('60s')
    await database.heal()
    await phase.hold('20s')
  },
)

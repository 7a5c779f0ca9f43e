import { scenario } from 'holdfast'

scenario(
  'a database that comes up a minute after its servers',
  {
    tags: ['nightly'],
    needs: { servers: '>=2', datastore: ['postgres', 'mysql'] },
    topology: { servers: 2, datastore: 'postgres' },
    limits: {
      // Servers end at every start without it; the restart policy tries again after ever longer pauses, up to a minute.
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

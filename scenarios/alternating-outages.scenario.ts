import { scenario } from 'holdfast'

// S17. It would have caught k3s #11311 and #11349: after outages that alternate an agent finds no server any more.
scenario(
  'outages that alternate between two servers',
  {
    tags: ['nightly', 'agent'],
    needs: { servers: '>=3', agents: '>=1', datastore: 'embedded-etcd' },
    topology: { servers: 3, agents: 1 },
    expectedDuration: '4m',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '12s', longestEpisode: '30s' },
      write: { longestOutage: '12s', longestEpisode: '30s' },
      failover: '3s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    for (let round = 0; round < 5; round++) {
      const outage = await faults.kill(round % 2 === 0 ? 'server:0' : 'server:1')
      // Longer than an agent remembers that a server failed.
      await phase.hold('16s')
      await outage.healAndReturn()
    }
  },
)

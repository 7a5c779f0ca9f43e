import { scenario } from 'holdfast'

// S16. It would have caught k3s #10506: an agent that joined by one server knows no other when that one is down.
scenario(
  'an agent that restarts without the server it joined by',
  {
    tags: ['nightly', 'agent'],
    needs: { servers: '>=3', agents: '>=1', datastore: 'embedded-etcd' },
    topology: { servers: 3, agents: 1, agentsJoin: 'server:0' },
    expectedDuration: '110s',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '12s', longestEpisode: '30s' },
      write: { longestOutage: '12s', longestEpisode: '30s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.kill('server:0')
    await phase.hold('15s')
    // It must find the others by what it has learned: its --server answers no more.
    const agent = await faults.kill('agent:0')
    await phase.hold('2s')
    await agent.heal()
    await phase.hold('30s')
  },
)

import { scenario } from 'holdfast'

// S16. It would have caught k3s #10506: an agent that is lost with the one server over which its calls went.
scenario(
  'an agent whose server crashes',
  {
    tags: ['nightly', 'agent'],
    needs: { servers: '>=3', agents: '>=1', datastore: 'embedded-etcd' },
    topology: { servers: 3, agents: 1 },
    expectedDuration: '95s',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      // The server that carries the agent may lead etcd.
      'quorum-read': { longestOutage: '12s', longestEpisode: '30s' },
      write: { longestOutage: '12s', longestEpisode: '30s' },
      // Its tunnel closes at once, and is looked at each second.
      failover: '3s',
      schedule: '35s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.kill('carrier:agent:0')
    await pods.schedule()
    await phase.hold('20s')
  },
)

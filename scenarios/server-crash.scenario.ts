import { scenario } from 'holdfast'

// S02. It would have caught k3s #2615 and #5210: with the leader of etcd go its leases, and survivors end for want of theirs.
scenario(
  'a crashed server, the one that leads',
  {
    tags: ['core'],
    needs: { servers: '>=3' },
    topology: { servers: 3 },
    expectedDuration: '95s',
    limits: {
      // The balancer's connect limit, and the 503 answers of a server that is starting again.
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      // The upper end of an election under k3s' timers, plus 2 s; nobody is elected where the state is kept elsewhere.
      'quorum-read': { longestOutage: '12s', longestEpisode: '30s' },
      write: { longestOutage: '12s', longestEpisode: '30s' },
      schedule: '35s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.kill('leading-server')
    await pods.schedule()
    await phase.hold('20s')
  },
)

import { scenario } from 'holdfast'

scenario(
  'the crash of the load balancer that holds the address',
  {
    tags: ['nightly', 'balancer'],
    needs: { loadBalancer: 'haproxy+keepalived' },
    topology: { servers: 3, loadBalancer: { kind: 'haproxy+keepalived' } },
    expectedDuration: '65s',
    limits: {
      // Three advertisements missed, one a second, and the skew: 3 to 4 s. Then one reconnect, plus 2 s.
      'cached-read': { longestOutage: '6s', longestEpisode: '12s' },
      'quorum-read': { longestOutage: '6s', longestEpisode: '12s' },
      write: { longestOutage: '6s', longestEpisode: '12s' },
      rejoin: '30s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.kill('active-balancer')
    await phase.hold('20s')
  },
)

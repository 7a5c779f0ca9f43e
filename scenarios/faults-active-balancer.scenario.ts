import { scenario } from 'holdfast'

scenario(
  'every fault of the load balancer that holds the address, twice',
  {
    tags: ['nightly', 'balancer'],
    needs: { servers: '>=2', loadBalancer: 'haproxy+keepalived' },
    topology: { servers: 3, loadBalancer: { kind: 'haproxy+keepalived' } },
    expectedDuration: '250s',
    limits: {
      // Three advertisements missed, one a second, and the skew: 3 to 4 s, then one reconnect. A balancer that stands
      // still keeps the connections that it has: who waits on one of them waits for its own patience, 5 s.
      'cached-read': { longestOutage: '9s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '9s', longestEpisode: '20s' },
      write: { longestOutage: '9s', longestEpisode: '20s' },
      rejoin: '30s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    for (let round = 1; round <= 2; round++) {
      for (const strike of [faults.kill, faults.stop, faults.pause, faults.cutFromEveryone]) {
        const fault = await strike('active-balancer')
        await phase.hold('7s')
        await fault.healAndReturn()
        await phase.hold('4s')
      }
      const restart = await faults.restartBalancer('active-balancer')
      await restart.healAndReturn()
      await phase.hold('4s')
    }
  },
)

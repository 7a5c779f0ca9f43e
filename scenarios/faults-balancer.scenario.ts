import { scenario } from 'holdfast'

scenario(
  'every fault of a load balancer, twice',
  {
    tags: ['nightly', 'balancer'],
    needs: { servers: '>=2', loadBalancer: ['nginx', 'haproxy'] },
    topology: { servers: 3 },
    expectedDuration: '150s',
    limits: {
      // A restart that waits 5 s for its connections takes none meanwhile; the rest of it is one start.
      'cached-read': { longestOutage: '12s', longestEpisode: '30s' },
      'quorum-read': { longestOutage: '12s', longestEpisode: '30s' },
      write: { longestOutage: '12s', longestEpisode: '30s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    for (let round = 1; round <= 2; round++) {
      const restart = await faults.restartBalancer('lb:0')
      await restart.healAndReturn()
      await phase.hold('4s')

      const reload = await faults.reloadBalancer('lb:0')
      await reload.healAndReturn()
      await phase.hold('4s')

      const stale = await faults.staleUpstream('lb:0')
      await phase.hold('6s')
      await stale.healAndReturn()

      const dead = await faults.kill('follower')
      await faults.restartBalancer('lb:0', { grace: '0s' })
      await phase.hold('4s')
      await dead.healAndReturn()
      await phase.hold('4s')
    }
  },
)

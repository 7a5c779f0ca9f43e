import { scenario } from 'holdfast'

scenario(
  'a crashed load balancer',
  {
    tags: ['core', 'balancer'],
    needs: { loadBalancer: ['nginx', 'haproxy'] },
    topology: { servers: 3 },
    expectedDuration: '60s',
    limits: {
      // As long as it is down, about 6 s, and no longer: nothing behind it may need anything when it is back.
      'cached-read': { longestOutage: '12s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '12s', longestEpisode: '20s' },
      write: { longestOutage: '12s', longestEpisode: '20s' },
      rejoin: '30s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const crash = await faults.kill('lb:0')
    await phase.hold('5s')
    await crash.heal()
    await phase.hold('10s')
  },
)

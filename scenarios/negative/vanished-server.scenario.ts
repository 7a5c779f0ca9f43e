import { scenario } from 'holdfast'

scenario(
  'a server that vanished, behind nginx without time-outs',
  {
    tags: ['negative', 'balancer'],
    needs: { servers: '>=3' },
    // Every third new connection is led to an address that nobody has, and hangs: for as long as the server is away.
    topology: { servers: 3, loadBalancer: { preset: 'plain' } },
    expectedDuration: '75s',
    limits: { 'cached-read': { longestOutage: '2s', longestEpisode: '10s', badShare: 0.1 } },
    mustFail: ['outage/lb/cached-read/new'],
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.powerOff('follower')
    await phase.hold('20s')
  },
)

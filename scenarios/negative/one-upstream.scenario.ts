import { scenario } from 'holdfast'

// It would have caught a check of the balancer's outages that cannot see one.
scenario(
  'a load balancer with one upstream',
  {
    tags: ['negative', 'balancer'],
    topology: { servers: 3, loadBalancer: { upstreams: ['server:0'] } },
    expectedDuration: '70s',
    limits: { 'cached-read': { longestOutage: '2s' }, write: { longestOutage: '12s' } },
    mustFail: ['outage/lb/cached-read/new', 'outage/lb/cached-read/reused', 'outage/lb/write/new'],
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.kill('server:0')
    await phase.hold('20s')
  },
)

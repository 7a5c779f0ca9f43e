import { scenario } from 'holdfast'

// S42. It would have caught k3s #3092 and #5299: names are gone while one node of several is down.
scenario(
  'a crashed host of CoreDNS, which has another',
  {
    tags: ['nightly'],
    needs: { servers: '>=3' },
    topology: { servers: 3, addOns: { coredns: 2 } },
    probes: ['default', 'in-cluster/dns/new', 'in-cluster/service/new'],
    expectedDuration: '105s',
    limits: {
      // Every other connection may be led to the dead replica until its node is NotReady, never all for long.
      'in-cluster/dns/new': { longestOutage: '5s', longestEpisode: '40s', badShare: 0.8 },
      'in-cluster/service/new': { longestOutage: '5s', longestEpisode: '40s', badShare: 0.8 },
      write: { longestOutage: '12s', longestEpisode: '30s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.kill('host:coredns')
    await phase.hold('45s')
  },
)

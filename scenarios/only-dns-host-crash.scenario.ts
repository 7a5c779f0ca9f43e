import { scenario } from 'holdfast'

// S42. It shows what k3s #1606 tells: one replica of CoreDNS goes with its node.
scenario(
  'a crashed host of the only CoreDNS',
  {
    tags: ['nightly'],
    needs: { servers: '>=3' },
    topology: { servers: 3, addOns: { coredns: 1 } },
    probes: ['default', 'in-cluster/dns/new', 'in-cluster/service/new'],
    expectedDuration: '120s',
    limits: {
      // How long names are gone is told, beside what theory says, and not judged: one replica promises nothing.
      'in-cluster/service/new': { longestOutage: '5s', longestEpisode: '40s', badShare: 0.8 },
      write: { longestOutage: '12s', longestEpisode: '30s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.kill('host:coredns')
    await phase.hold('60s')
  },
)

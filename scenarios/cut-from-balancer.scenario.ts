import { scenario } from 'holdfast'
import { kubectlOn, must, said } from './kubectl.ts'

// S13, the first half: a server that clients cannot reach is a member like any other.
scenario(
  'a server cut from the load balancer, not from its peers',
  {
    tags: ['nightly', 'network'],
    needs: { servers: '>=3', datastore: 'embedded-etcd', loadBalancer: ['nginx', 'haproxy'] },
    topology: { servers: 3 },
    expectedDuration: '80s',
    limits: {
      // A new connection costs the balancer's connect limit; one that stood hangs until its client gives up: 5 s, plus 2 s.
      'cached-read': { longestOutage: '7s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '7s', longestEpisode: '20s' },
      write: { longestOutage: '7s', longestEpisode: '20s' },
    },
  },
  async ({ claim, faults, phase, run }) => {
    await phase.steady('10s')
    const { node } = await faults.cutFromBalancer('leader')
    await phase.hold('20s')
    await claim(
      'no Node became NotReady, and the one that was cut off still serves',
      async () => {
        const nodes = await kubectlOn(run, node).nodes()
        return must(
          nodes.every(({ status }) => status === 'Ready'),
          said(nodes),
        )
      },
      { must: true, within: '1s' },
    )
  },
)

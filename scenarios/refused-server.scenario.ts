import { scenario } from 'holdfast'
import { kubectlOn, must, said } from './kubectl.ts'

// S41. It would have caught k3s #4768, and what #4579 tells: a joiner with other settings than the rest is to be refused.
for (const defect of ['token', 'cluster-cidr'] as const) {
  scenario(
    `a server that comes with a wrong ${defect}`,
    {
      tags: ['nightly', 'membership', 'trust'],
      needs: { servers: '<=6', datastore: 'embedded-etcd' },
      topology: { servers: 3 },
      expectedDuration: '85s',
      limits: {
        // Nobody may notice that it tried: not even a learner is added.
        'cached-read': { longestOutage: '2s' },
        'quorum-read': { longestOutage: '2s' },
        write: { longestOutage: '2s' },
      },
    },
    async ({ claim, phase, run, servers, topology }) => {
      await phase.steady('10s')
      await servers.refuse(defect)
      await claim(
        'the Nodes are those that they were, and all are Ready',
        async () => {
          const nodes = await kubectlOn(run, 'server:0').nodes()
          const ready = nodes.filter(({ status }) => status === 'Ready')
          return must(nodes.length === topology.servers && ready.length === nodes.length, said(nodes))
        },
        { must: true, within: '10s' },
      )
    },
  )
}

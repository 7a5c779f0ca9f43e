import { scenario } from 'holdfast'
import { kubectlOn } from './kubectl.ts'

// S16. It would have caught k3s #7266, #6698 and #11418: logs through the balancer fail with 502 while a server is down.
scenario(
  'logs of an agent whose server crashes',
  {
    tags: ['nightly', 'agent'],
    needs: { servers: '>=3', agents: '>=1', datastore: 'embedded-etcd' },
    topology: { servers: 3, agents: 1 },
    expectedDuration: '90s',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      // The server that carries the agent may lead etcd.
      'quorum-read': { longestOutage: '12s', longestEpisode: '30s' },
      write: { longestOutage: '12s', longestEpisode: '30s' },
    },
  },
  async ({ claim, faults, ip, namespace, phase, run }) => {
    await phase.steady('10s')
    const { node } = await faults.kill('carrier:agent:0')
    const survivor = node === 'server:0' ? 'server:1' : 'server:0'
    const { kubectl } = kubectlOn(run, survivor)
    await claim(
      'logs of a pod on the agent come through the load balancer',
      async () => {
        const pod = await kubectl(
          `--namespace ${namespace} get pods --field-selector spec.nodeName=agent-0 -o name | head -1`,
        )
        await kubectl(`--server https://${ip('lb:0')}:6443 --namespace ${namespace} logs ${pod}`)
        return `those of ${pod} did`
      },
      { must: true },
    )
    await phase.hold('20s')
  },
)

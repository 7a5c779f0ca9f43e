import { scenario } from 'holdfast'
import { must } from './kubectl.ts'

const agentFile = '/var/lib/rancher/k3s/agent/etc/k3s-agent-load-balancer.json'

// S43 and S44, in minutes. They would have caught k3s #5482 and #14594: the agent's watch of the servers' addresses ends
// when what it has seen is compacted, about 30 minutes after the start, and the agent learns no new server any more.
scenario(
  'a new server after many compactions',
  {
    tags: ['nightly', 'agent'],
    needs: { servers: '=3', agents: '>=1', datastore: 'embedded-etcd' },
    topology: {
      servers: 3,
      agents: 1,
      // Compacted every 20 s instead of 5 min, and watches end after 20 to 40 s instead of 30 to 60 min.
      extraArgs: [
        {
          nodes: 'server:*',
          args: ['--kube-apiserver-arg=etcd-compaction-interval=20s', '--kube-apiserver-arg=min-request-timeout=20'],
        },
      ],
    },
    expectedDuration: '4m',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '12s', longestEpisode: '30s' },
      write: { longestOutage: '12s', longestEpisode: '30s' },
      failover: '3s',
    },
  },
  async ({ claim, faults, ip, note, phase, run, servers }) => {
    note('for a soak of 35 min stand 90 s, with compactions every 20 s and watches that end after 20 to 40 s')
    await phase.steady('90s')
    await servers.add()
    await claim(
      'the agent has learnt of the new server',
      async () => {
        const { stdout } = await run('agent:0', `cat ${agentFile}`)
        return must(stdout.includes(ip('server:3')), stdout)
      },
      { must: true },
    )
    await faults.kill('carrier:agent:0')
    await phase.hold('20s')
  },
)

import { scenario } from 'holdfast'

scenario(
  'an agent behind a paused server',
  {
    tags: ['negative', 'agent'],
    needs: { servers: '>=3', agents: '>=1', datastore: 'embedded-etcd' },
    topology: { servers: 3, agents: 1 },
    expectedDuration: '95s',
    // The paused server's kernel keeps the tunnel open: the agent gives it up after 60 s, and is lost until then.
    limits: { failover: '3s' },
    mustFail: ['failover/agent:0', 'agent/agent:0'],
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.pause('carrier:agent:0')
    await phase.hold('30s')
  },
)

import { scenario } from 'holdfast'
import { kubectlOn, must } from './kubectl.ts'

// S18. It would have caught k3s #10240 and #11311: an agent that gave all its servers up never asks one again.
scenario(
  'an agent while all servers are away for three minutes',
  {
    tags: ['nightly', 'agent'],
    needs: { servers: '=3', agents: '>=1', datastore: 'embedded-etcd' },
    topology: { servers: 3, agents: 1, workloadsOnServers: false },
    expectedDuration: '5m',
    limits: {
      // Nobody promises an API without servers: three minutes, and the start of all of them at once.
      'cached-read': { longestOutage: '240s' },
      'quorum-read': { longestOutage: '240s' },
      write: { longestOutage: '240s' },
    },
  },
  async ({ claim, faults, phase, run }) => {
    const { kubectl } = kubectlOn(run, 'server:0')
    const pods = () =>
      kubectl('get pods -A -o jsonpath=\'{range .items[*]}{.metadata.uid} {.status..restartCount}{"\\n"}{end}\'')
    await phase.steady('10s')
    const before = await pods()
    const outage = await faults.kill('all')
    await phase.hold('180s')
    await outage.healAndReturn()
    await claim(
      'the pods of the agent are those that they were, and none restarted',
      async () => {
        const after = await pods()
        return must(after === before && after !== '', after)
      },
      { must: true },
    )
    await phase.hold('10s')
  },
)

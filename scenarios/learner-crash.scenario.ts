import { scenario } from 'holdfast'

// S21, the second half. It would have caught k3s #2329, #7000 and #8446: a joiner that ends while it learns never joins.
scenario(
  'a server that crashes while it learns',
  {
    tags: ['nightly', 'membership'],
    needs: { servers: '=3', datastore: 'embedded-etcd' },
    // k3s lets a learner vote after up to 15 s; the fast profile does so too soon to be struck meanwhile.
    topology: { servers: 3, timing: 'default' },
    expectedDuration: '150s',
    limits: {
      'cached-read': { longestOutage: '2s' },
      'quorum-read': { longestOutage: '5s' },
      write: { longestOutage: '5s' },
      join: '120s',
      rejoin: '120s',
    },
  },
  async ({ claim, faults, phase, run, servers }) => {
    await phase.steady('10s')
    const joining = servers.add()
    await claim(
      'the joiner says that it learns',
      async () => {
        const metrics = 'http://127.0.0.1:2381/metrics'
        const { stdout } = await run('server:3', `curl -s ${metrics} || wget -qO- ${metrics}`)
        const line = stdout.match(/^etcd_server_is_learner .*$/m)?.[0] ?? 'nothing'
        if (line !== 'etcd_server_is_learner 1') throw new Error(line)
        return line
      },
      { must: true, within: '60s' },
    )
    const crash = await faults.kill('server:3')
    await phase.hold('5s')
    await crash.heal()
    await joining
    await phase.hold('10s')
  },
)

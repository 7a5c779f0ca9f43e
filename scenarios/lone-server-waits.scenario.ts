import { scenario } from 'holdfast'

// S09. It would have caught k3s #2316: a server that is started first ends, or makes itself a cluster of one.
scenario(
  'all servers crashed, and one started long before the others',
  {
    tags: ['nightly'],
    needs: { servers: '=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '120s',
    limits: {
      // Three crashes one after another, 25 s, the second server's start, an election, and the start of an API.
      'cached-read': { longestOutage: '60s' },
      'quorum-read': { longestOutage: '60s' },
      write: { longestOutage: '60s' },
    },
  },
  async ({ claim, faults, phase, run }) => {
    await phase.steady('10s')
    const crashes = [await faults.kill('server:2'), await faults.kill('server:1'), await faults.kill('server:0')]
    const [third, second, first] = crashes
    await first!.heal()
    await phase.hold('25s')
    await claim(
      'a server that is alone serves nobody, and has not ended',
      async () => {
        const { exitCode, stdout } = await run('server:0', 'kubectl --request-timeout=5s get namespaces 2>&1')
        if (exitCode === 0) throw new Error(stdout)
        return stdout.trim().split('\n').at(-1) ?? ''
      },
      { must: true, within: '1s' },
    )
    await second!.healAndReturn()
    await third!.healAndReturn()
    await phase.hold('10s')
  },
)

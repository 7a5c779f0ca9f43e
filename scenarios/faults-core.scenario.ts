import { scenario } from 'holdfast'

// What takes a server or the balancer away, five times each, on whoever leads and on who does not: what a cluster went
// through must not change how it goes through it again.
scenario(
  'every common fault of a server and of the balancer, five times',
  {
    tags: ['nightly'],
    needs: { servers: '>=3', datastore: 'embedded-etcd', loadBalancer: ['nginx', 'haproxy'] },
    topology: { servers: 3, loadBalancer: { kind: 'haproxy', preset: 'tuned' } },
    expectedDuration: '14m',
    // All else is the model's.
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    for (const selector of ['leader', 'follower', 'leader', 'follower', 'random'] as const) {
      for (const strike of [
        faults.stop,
        faults.kill,
        faults.powerOff,
        faults.pause,
        faults.cutFromPeers,
        faults.cutFromBalancer,
        faults.cutFromEveryone,
      ]) {
        const fault = await strike(selector)
        await phase.hold('6s')
        await fault.healAndReturn()
      }
      const balancer = await faults.kill('lb:0')
      await phase.hold('2s')
      await balancer.healAndReturn()
    }
  },
)

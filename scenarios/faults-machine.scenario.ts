import { scenario } from 'holdfast'

// Each fault twice: what a node went through once must not change how it goes through it again.
scenario(
  'processes and machines: ended in part, ended again and again, without memory, without CPU time, all at once',
  {
    tags: ['nightly'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '6m',
    // Two of three servers go on; who meets the third one waits for the balancer's connect limit, or meets its start.
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    for (const selector of ['follower', 'leader'] as const) {
      for (const strike of [faults.endPart, faults.outOfMemory, faults.starveCpu, faults.restartLoop]) {
        const fault = await strike(selector)
        await phase.hold('8s')
        await fault.healAndReturn()
      }
    }
    const together = await faults.kill('all')
    await phase.hold('3s')
    await together.healAndReturn()
    const inOrder = await faults.kill('all')
    await phase.hold('3s')
    // The first one waits for a quorum and corrupts nothing (k3s #2316).
    for (const one of inOrder.each) {
      await one.heal()
      await phase.hold('5s')
    }
    await inOrder.healAndReturn()
  },
)

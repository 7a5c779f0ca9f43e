import { scenario } from 'holdfast'

scenario(
  'a scheduler that never starts',
  {
    tags: ['negative'],
    topology: { servers: 3, extraArgs: [{ nodes: 'server:*', args: ['--disable-scheduler'] }] },
    expectedDuration: '90s',
    limits: { schedule: '10s' },
    mustFail: ['schedule'],
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.stop('follower')
    await pods.schedule()
  },
)

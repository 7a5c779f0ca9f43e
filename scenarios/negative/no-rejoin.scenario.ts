import { scenario } from 'holdfast'

scenario(
  'a server that cannot rejoin',
  {
    tags: ['negative'],
    topology: { servers: 3 },
    expectedDuration: '90s',
    limits: { rejoin: '20s' },
    mustFail: ['rejoin', 'final-state'],
  },
  async ({ faults, phase, defects }) => {
    await phase.steady('10s')
    const { node } = await faults.kill('follower')
    await defects.preventRejoin(node)
    await phase.hold('5s')
  },
)

import { scenario } from 'holdfast'

scenario(
  'a write acknowledged and then lost',
  {
    tags: ['negative'],
    topology: { servers: 3 },
    expectedDuration: '60s',
    limits: { write: { longestOutage: '2s' } },
    mustFail: ['ledger/acknowledged'],
  },
  async ({ faults, phase, defects }) => {
    await phase.steady('10s')
    await faults.stop('follower')
    await defects.loseAcknowledgedWrite()
    await phase.hold('5s')
  },
)

import { scenario } from 'holdfast'

// S10, the second half: the third one is one too many, and nobody may pretend otherwise.
scenario(
  'three of five servers lost at once',
  {
    tags: ['negative'],
    needs: { servers: '=5', datastore: 'embedded-etcd' },
    topology: { servers: 5 },
    expectedDuration: '150s',
    limits: { 'quorum-read': { longestOutage: '12s' }, write: { longestOutage: '12s' } },
    mustFail: ['outage/lb/quorum-read', 'outage/lb/write'],
    mustPass: ['ledger/', 'restarts', 'rejoin/', 'final-state'],
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const loss = await faults.kill('majority')
    await phase.hold('20s')
    await loss.healAndReturn()
    await phase.hold('10s')
  },
)

import { scenario } from 'holdfast'

// S11. It would have caught what k3s #10902 and #5969 tell: two members stand the loss of none, though there are two.
scenario(
  'one of two servers lost that carry etcd',
  {
    tags: ['negative'],
    needs: { servers: '=2', datastore: 'embedded-etcd' },
    topology: { servers: 2 },
    expectedDuration: '90s',
    limits: { 'quorum-read': { longestOutage: '12s' }, write: { longestOutage: '12s' } },
    // Its follower is enough.
    mustFail: ['outage/lb/quorum-read', 'outage/lb/write'],
    mustPass: ['ledger/', 'restarts', 'rejoin/', 'final-state'],
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const loss = await faults.kill('follower')
    await phase.hold('20s')
    await loss.healAndReturn()
    await phase.hold('10s')
  },
)

import { scenario } from 'holdfast'

// S28, the last part: an etcd apart from the servers stands the loss of one member, and not of two.
scenario(
  'two of three members lost of an etcd apart from the servers',
  {
    tags: ['negative', 'datastore'],
    needs: { servers: '>=2', datastore: 'external-etcd' },
    topology: { servers: 3, datastore: 'external-etcd' },
    expectedDuration: '100s',
    limits: { 'quorum-read': { longestOutage: '9s' }, write: { longestOutage: '9s' }, rejoin: '60s' },
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

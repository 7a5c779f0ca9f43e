import { scenario } from 'holdfast'

// S07. It would have caught k3s #2249 and #2227: after a lost quorum no plain restart leads back.
scenario(
  'two of three servers lost that carry etcd',
  {
    tags: ['core', 'negative'],
    needs: { servers: '=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '100s',
    limits: { 'quorum-read': { longestOutage: '12s' }, write: { longestOutage: '12s' } },
    mustFail: ['outage/lb/quorum-read', 'outage/lb/write'],
    // Down, and honest about it: nothing acknowledged is lost, and it recovers without hands.
    mustPass: ['ledger/', 'restarts', 'rejoin/', 'final-state'],
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const first = await faults.kill('server:0')
    await faults.kill('server:1')
    await phase.hold('20s')
    await first.heal()
    await phase.hold('30s')
  },
)

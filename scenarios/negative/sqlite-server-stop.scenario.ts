import { scenario } from 'holdfast'

scenario(
  'a stopped server that is the only one',
  {
    tags: ['negative', 'datastore'],
    needs: { servers: '=1', datastore: 'sqlite' },
    topology: { servers: 1, datastore: 'sqlite' },
    expectedDuration: '55s',
    limits: { 'cached-read': { longestOutage: '2s' }, write: { longestOutage: '12s' } },
    mustFail: ['outage/lb/cached-read/new', 'outage/lb/write/new'],
    mustPass: ['ledger/', 'rejoin/', 'final-state'],
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.stop('server:0')
    await phase.hold('15s')
  },
)

import { scenario } from 'holdfast'

// Twice a server comes back as it should: only who goes on striking finds the third time.
scenario(
  'servers whose every third rejoin fails',
  {
    tags: ['negative', 'chaos'],
    expectedDuration: '7m',
    topology: { servers: 3 },
    // What refuses a start does so for as long; a server that is let start is back before, whatever image it is.
    limits: { rejoin: '90s' },
    mustFail: ['rejoin/server:', 'restarts', 'final-state'],
    // The cluster itself holds.
    mustPass: ['ledger/', 'chaos'],
  },
  async ({ phase, chaos, defects }) => {
    for (const server of ['server:0', 'server:1', 'server:2'] as const) await defects.refuseEveryThirdStart(server)
    await phase.steady('10s')
    // This seed kills a server seven times: one of three comes back a third time.
    await chaos({ duration: '6m', seed: 226, faults: ['kill'] })
  },
)

import { scenario } from 'holdfast'

// S04. It would have caught k3s #2316, #4746 and #4752: a server that restarts hangs while the first one is down.
scenario(
  'a server that restarts without the first one',
  {
    tags: ['nightly', 'membership'],
    needs: { servers: '=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '130s',
    limits: {
      // One of three votes while it restarts: nothing is written from its stop to its start and an election, and the one
      // that is left may end for want of a lease after 10 s, and starts as well.
      'cached-read': { longestOutage: '35s' },
      'quorum-read': { longestOutage: '45s' },
      write: { longestOutage: '45s' },
      rejoin: '60s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.kill('server:0')
    await phase.hold('15s')
    const restart = await faults.stop('server:1')
    await restart.healAndReturn()
    await phase.hold('10s')
  },
)

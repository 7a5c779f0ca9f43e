import { scenario } from 'holdfast'

// S21, the first half. It would have caught k3s #2306 and #7000: of two joiners one ends with 'too many learner members'.
scenario(
  'two servers that join at once',
  {
    tags: ['nightly', 'membership'],
    needs: { servers: '<=5', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '90s',
    limits: {
      // A joiner takes nothing from clients; but on one machine the start of two takes CPU from the others.
      'cached-read': { longestOutage: '2s' },
      'quorum-read': { longestOutage: '5s' },
      write: { longestOutage: '5s' },
    },
  },
  async ({ phase, servers }) => {
    await phase.steady('10s')
    await servers.add(2)
    await phase.hold('10s')
  },
)

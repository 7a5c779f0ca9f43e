import { scenario } from 'holdfast'

// S04. It would have caught k3s #2316, #4746 and #4752: a server that restarts hangs while the first one is down.
scenario(
  'a server that restarts without the first one',
  {
    tags: ['nightly', 'membership'],
    needs: { servers: '=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '110s',
    limits: {
      // Only one of three votes while it restarts: it ends within 7 s, starts within 5, and an election takes up to 10; 2 s
      // more. The one that is left may end after 10 s for want of a lease, and starts as well.
      'cached-read': { longestOutage: '15s', longestEpisode: '40s' },
      'quorum-read': { longestOutage: '24s', longestEpisode: '40s' },
      write: { longestOutage: '24s', longestEpisode: '40s' },
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

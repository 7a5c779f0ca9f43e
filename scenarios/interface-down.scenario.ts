import { scenario } from 'holdfast'

// S13, the second half. It would have caught k3s #4168: a node stays NotReady after its interface was down and came up.
scenario(
  'a server whose cable is pulled, and put back',
  {
    tags: ['nightly', 'network'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '90s',
    limits: {
      // A follower: nobody is elected. A new connection costs the balancer's connect limit; one that stood hangs until its
      // client gives up: 5 s, plus 2 s.
      'cached-read': { longestOutage: '7s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '7s', longestEpisode: '20s' },
      write: { longestOutage: '7s', longestEpisode: '20s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const cable = await faults.interfaceDown('follower')
    await phase.hold('20s')
    await cable.healAndReturn()
  },
)

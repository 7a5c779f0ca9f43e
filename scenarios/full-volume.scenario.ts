import { scenario } from 'holdfast'

// S29. It would have caught what k3s #7293 tells: a server whose datastore has no space left, and takes the others along.
scenario(
  'a follower whose volume is full',
  {
    tags: ['nightly', 'storage'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3, dataVolumeMiB: 768 },
    expectedDuration: '100s',
    limits: {
      // It ends, as by a crash, and at every start: clients pay the balancer's connect limit, and the others go on.
      'cached-read': { longestOutage: '2s', longestEpisode: '40s' },
      'quorum-read': { longestOutage: '7s', longestEpisode: '40s' },
      write: { longestOutage: '7s', longestEpisode: '40s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const full = await faults.fillVolume('follower')
    await phase.hold('20s')
    await full.healAndReturn()
  },
)

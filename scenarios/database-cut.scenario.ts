import { scenario } from 'holdfast'

// S25. It would have caught k3s #2615 and #1668: a database that is silent for less than a lease must end nobody.
scenario(
  'a database that is cut off for less than a lease',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '>=2', datastore: ['postgres', 'mysql'] },
    topology: { servers: 3, datastore: 'postgres' },
    expectedDuration: '80s',
    limits: {
      'cached-read': { longestOutage: '2s' },
      // 7 s of silence; what was lost in it is sent again after 4 s at most, by TCP; 2 s more.
      'quorum-read': { longestOutage: '13s', longestEpisode: '30s' },
      // New connections that a stalled server answers late are a third of all.
      write: { longestOutage: '13s', longestEpisode: '30s' },
      rejoin: '20s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const cut = await faults.cutFromDatastore('db:0')
    await phase.hold('7s')
    await cut.heal()
    await phase.hold('20s')
  },
)

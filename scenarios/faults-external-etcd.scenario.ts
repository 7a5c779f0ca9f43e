import { scenario } from 'holdfast'

scenario(
  'every fault of the leader of an etcd apart from the servers, twice',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '>=2', datastore: 'external-etcd' },
    topology: { servers: 3, datastore: 'external-etcd' },
    expectedDuration: '270s',
    limits: {
      'cached-read': { longestOutage: '5s', longestEpisode: '30s' },
      // An election under etcd's own timers takes up to 2 s; a request lost with the leader is answered after 7 s.
      'quorum-read': { longestOutage: '12s', longestEpisode: '30s' },
      write: { longestOutage: '15s', longestEpisode: '30s' },
      rejoin: '60s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    for (let round = 1; round <= 2; round++) {
      for (const strike of [faults.kill, faults.stop, faults.pause, faults.cutFromPeers]) {
        const fault = await strike('leader')
        await phase.hold('6s')
        await fault.healAndReturn()
        await phase.hold('5s')
      }
      const cut = await faults.cutFromDatastore('etcd:1')
      await phase.hold('6s')
      await cut.healAndReturn()
      await phase.hold('6s')

      const slow = await faults.slowDatastore('leader')
      await phase.hold('6s')
      await slow.healAndReturn()
      await phase.hold('5s')
    }
  },
)

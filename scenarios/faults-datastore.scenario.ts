import { scenario } from 'holdfast'

scenario(
  'every fault of a database, twice and more',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '>=2', datastore: ['postgres', 'mysql'] },
    topology: { servers: 3, datastore: 'postgres' },
    expectedDuration: '400s',
    limits: {
      // Each lasts for less than the 10 s for which the holder of a lease waits, also with what TCP waits on top of a cut
      // before it tries again: no server ends.
      'cached-read': { longestOutage: '5s', longestEpisode: '30s' },
      'quorum-read': { longestOutage: '12s', longestEpisode: '30s' },
      write: { longestOutage: '15s', longestEpisode: '30s' },
      rejoin: '60s',
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    for (let round = 1; round <= 5; round++) {
      const stop = await faults.stop('db:0')
      await phase.hold('1s')
      await stop.healAndReturn()
      await phase.hold('6s')

      const pause = await faults.pause('db:0')
      await phase.hold('4s')
      await pause.healAndReturn()
      await phase.hold('5s')
    }
    for (let round = 1; round <= 2; round++) {
      const crash = await faults.kill('db:0')
      await phase.hold('1s')
      await crash.healAndReturn()
      await phase.hold('6s')

      for (const strike of [faults.cutFromDatastore, faults.readOnly, faults.slowDatastore]) {
        const fault = await strike('db:0')
        await phase.hold('4s')
        await fault.healAndReturn()
        await phase.hold('5s')
      }
      const lonely = await faults.cutFromDatastore('random')
      await phase.hold('4s')
      await lonely.healAndReturn()
      await phase.hold('5s')

      const reset = await faults.resetConnections('db:0')
      await reset.healAndReturn()
      await phase.hold('4s')
    }
  },
)

import { scenario } from 'holdfast'

// S05. It would have caught k3s #2467, #7510 and #11349: servers that come back as learners, or that nobody asks again.
scenario(
  'each server restarted in turn, three times',
  {
    tags: ['nightly'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3, agents: 1 },
    expectedDuration: '6m',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      // Leadership is handed over; a request in flight waits until the stopping API ends: 5 s, plus 2 s.
      'quorum-read': { longestOutage: '7s', longestEpisode: '20s' },
      write: { longestOutage: '7s', longestEpisode: '20s' },
    },
  },
  async ({ faults, phase, topology }) => {
    await phase.steady('10s')
    for (let round = 0; round < 3; round++) {
      for (let server = 0; server < topology.servers; server++) {
        const restart = await faults.stop(`server:${server}`)
        await phase.hold('5s')
        await restart.healAndReturn()
      }
    }
  },
)

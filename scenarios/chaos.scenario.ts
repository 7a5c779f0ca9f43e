import { scenario } from 'holdfast'

// S45: whatever breaks, whenever, the promises hold as long as a quorum is left. 'holdfast chaos' runs this one with
// schedules of its own.
scenario(
  'faults drawn from a seed',
  {
    tags: ['nightly', 'chaos'],
    topology: { servers: 3 },
    expectedDuration: '5m',
    limits: {
      // What is struck may be the only balancer: gone for as long as the longest fault lasts, then an election.
      'cached-read': { longestOutage: '55s', longestEpisode: '3m' },
      'quorum-read': { longestOutage: '55s', longestEpisode: '3m' },
      write: { longestOutage: '55s', longestEpisode: '3m' },
      rejoin: '60s',
    },
  },
  async ({ phase, chaos }) => {
    await phase.steady('10s')
    await chaos({ duration: '3m', seed: 45 })
  },
)

import { scenario } from 'holdfast'

// S45: whatever breaks, whenever, the promises hold as long as a quorum is left. 'holdfast chaos' runs this one with
// schedules of its own.
scenario(
  'faults drawn from a seed',
  {
    tags: ['nightly', 'chaos'],
    topology: { servers: 3 },
    expectedDuration: '5m',
    // Every limit is the model's, by what was struck.
  },
  async ({ phase, chaos }) => {
    await phase.steady('10s')
    await chaos({ duration: '3m', seed: 45 })
  },
)

import { scenario } from 'holdfast'

// S15, the first half; by hand, for few kernels can delay. It would have caught an election because packets come late.
scenario(
  'a leader whose packets come 75 ms late, more or less',
  {
    tags: ['network'],
    needs: { servers: '>=3', datastore: 'embedded-etcd' },
    topology: { servers: 3 },
    expectedDuration: '90s',
    limits: {
      // Far less than the 5 s after which a follower misses its leader: all is slower, and nothing fails.
      'cached-read': { longestOutage: '2s' },
      'quorum-read': { longestOutage: '2s' },
      write: { longestOutage: '2s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    await faults.delay('leader', { by: '75ms', jitter: '50ms' })
    await phase.hold('30s')
  },
)

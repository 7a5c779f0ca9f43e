import { scenario } from 'holdfast'

// S29. It would have caught what k3s #7293 tells: a datastore without space, and no way back.
scenario(
  'etcd without space, for less than a lease',
  {
    tags: ['nightly', 'storage'],
    needs: { servers: '>=3', datastore: ['embedded-etcd', 'external-etcd'] },
    topology: { servers: 3 },
    expectedDuration: '80s',
    limits: {
      // Reads go on.
      'cached-read': { longestOutage: '2s' },
      'quorum-read': { longestOutage: '2s' },
      // Writes are refused for as long as the alarm is on: 5 s, its proof, and 2 s. Nobody ends: that takes 10 s.
      write: { longestOutage: '9s' },
    },
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    const alarm = await faults.spaceAlarm('leader')
    await phase.hold('5s')
    await alarm.heal()
    await phase.hold('10s')
  },
)

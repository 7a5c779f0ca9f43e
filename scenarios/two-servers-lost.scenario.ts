import { scenario } from 'holdfast'

scenario(
  'two of three servers lost before an etcd apart from them',
  {
    tags: ['nightly', 'datastore'],
    needs: { servers: '=3', datastore: ['external-etcd', 'postgres', 'mysql'] },
    topology: { servers: 3, datastore: 'external-etcd' },
    expectedDuration: '90s',
    limits: {
      'cached-read': { longestOutage: '2s', longestEpisode: '20s' },
      'quorum-read': { longestOutage: '3s', longestEpisode: '20s' },
      write: { longestOutage: '3s', longestEpisode: '20s' },
      schedule: '35s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.kill('server:0')
    await faults.kill('server:1')
    await pods.schedule()
    await phase.hold('20s')
  },
)

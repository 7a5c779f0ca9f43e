import { scenario } from 'holdfast'

// Stacked masters: with one of them goes a member of etcd, and the only one that its apiserver knows. It would have caught
// kubeadm #1955: the kubelets of all masters led to the first one.
scenario(
  'a crashed master of kubeadm, the leader of etcd',
  {
    tags: ['nightly'],
    needs: { distribution: 'kubeadm', servers: '>=3' },
    topology: { distribution: 'kubeadm', servers: 3 },
    expectedDuration: '3m',
    limits: {
      // The balancer's connect limit, and the 503 answers of a master that is starting again.
      'cached-read': { longestOutage: '2s', longestEpisode: '30s' },
      // The upper end of an election under etcd's own timers, a request that is lost with the leader, and 2 s.
      'quorum-read': { longestOutage: '5s', longestEpisode: '40s' },
      write: { longestOutage: '9s', longestEpisode: '40s' },
      schedule: '35s',
    },
  },
  async ({ faults, phase, pods }) => {
    await phase.steady('10s')
    await faults.kill('leader')
    await pods.schedule()
    await phase.hold('20s')
  },
)

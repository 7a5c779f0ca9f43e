import { scenario } from 'holdfast'

// Jepsen's partitions and more: each strikes twice, and is healed and gone before the next. A cluster that is left with a
// member that does not come back, or a node with a route less, is what k3s #2732 and #5693 were about.
scenario(
  'every fault of the network, twice',
  {
    tags: ['nightly', 'network'],
    needs: { servers: '>=3', datastore: 'embedded-etcd', loadBalancer: ['nginx', 'haproxy', 'haproxy+keepalived'] },
    topology: { servers: 3, loadBalancer: { kind: 'haproxy', preset: 'tuned' } },
    expectedDuration: '430s',
  },
  async ({ faults, phase }) => {
    await phase.steady('10s')
    for (const strike of [
      () => faults.cutFromPeers('leader'),
      () => faults.cutFromPeers('follower', { lost: 'in' }),
      () => faults.cutFromPeers('follower', { lost: 'out', fate: 'refuse' }),
      () => faults.cutFromPeers('follower', { fate: 'reset' }),
      () => faults.cutIntoRing('all'),
      () => faults.cutFromBalancer('random'),
      () => faults.cutFromEveryone('follower'),
      () => faults.loss('leader', { share: 0.2 }),
      () => faults.loss('follower', { share: 0.3, from: 'peers' }),
      () => faults.bandwidth('leader', { kbitPerSecond: 512 }),
      () => faults.mtu('follower', { bytes: 1000 }),
      () => faults.interfaceDown('follower'),
      () => faults.newAddress('follower'),
    ]) {
      for (const _ of ['once', 'again']) {
        const fault = await strike()
        await phase.hold('6s')
        await fault.healAndReturn()
      }
    }
  },
)

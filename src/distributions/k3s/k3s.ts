import { datastoreWords } from '../datastore-word.ts'
import type { Distribution } from '../distribution.ts'
import { k3sFlags } from './flags.ts'
import { k3sLeases } from './leases.ts'
import { k3sPaths } from './paths.ts'
import { k3sSizing } from './sizing.ts'

/** What the documentation and sources of k3s say, and what measuring it gave; nothing here knows which image answers. */
export const k3s: Distribution = {
  name: 'k3s',
  datastores: datastoreWords,
  ports: { api: 6443, kubelet: 10250, etcdClient: 2379, etcdPeer: 2380 },
  paths: k3sPaths,
  flags: k3sFlags,
  // A server is one process beside its runtime: with either of them the whole node ends (k3s-contract 8.2), is started by
  // its policy, and starts its parts one after another.
  parts: [{ name: 'containerd', startedBy: 'restart policy', backWithinMs: 90_000 }],
  leases: k3sLeases,
  network: { podCidr: '10.42.0.0/16', serviceCidr: '10.43.0.0/16', dnsIp: '10.43.0.10' },
  // The one of its documentation.
  serversOnlyTaint: 'CriticalAddonsOnly=true:NoExecute',
  namesLoadBalancer: 'when-told',
  anonymousHealth: {
    status: 401,
    source: 'k3s issue 3576: anonymous calls are refused by default, unlike with kubeadm',
  },
  embeddedEtcd: {
    timers: { heartbeatMs: 500, electionMs: 5000 },
    // NODENAME-xxxxxxxx.
    nodeOf: member => member.replace(/-[0-9a-f]{8}$/, ''),
  },
  // The stand-in took 5 to 10 s.
  startMs: 45_000,
  // k3s pkg/etcd/etcd.go and pkg/cluster/managed.go (k3s-contract, section 5); etcd 3.6 tells its name again only after 15 s.
  startTimers: { learnerTickMs: 15_000, etcdTestMs: 5000, etcdServesMs: 30_000 },
  // 3 to 7 s after SIGTERM (k3s-contract 8.3).
  gracefulEnd: { restMs: 5000, streamsMs: 7000 },
  // k3s-contract 7.
  agentTunnel: { looksMs: 1000, silentMs: 60_000 },
  // kine looks each second for what other servers wrote (scenarios, section 1).
  sqlWatchDelayMs: 1000,
  certificatesRenewed: 'at-start',
  refusedFaults: {},
  sizing: k3sSizing,
  bringsPauseImage: false,
  exampleImage: 'rancher/k3s:v1.34.11-k3s1',
  standIn: {
    fastStartTimers: { learnerTickMs: 1000, etcdTestMs: 500, etcdServesMs: 1000 },
    // Its own knobs (docs/stand-in.md).
    variables: {
      learnerTickMs: 'HOLDFAST_NODE_LEARNER_TICK',
      etcdTestMs: 'HOLDFAST_NODE_ETCD_READY_TICK',
      etcdServesMs: 'HOLDFAST_NODE_PUBLISH_PATIENCE',
    },
  },
}

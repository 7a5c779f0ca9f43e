import type { Distribution } from '../distribution.ts'
import { kubernetesVersion } from '../kubernetes-version.ts'
import { kubeadmFlags } from './flags.ts'
import { kubeadmLeases } from './leases.ts'
import { kubeadmParts } from './parts.ts'
import { kubeadmPaths } from './paths.ts'
import { kubeadmSizing } from './sizing.ts'

/** What the documentation and sources of kubeadm v1.36 say: a stacked control plane as static pods, etcd's own defaults. */
export const kubeadm: Distribution = {
  name: 'kubeadm',
  datastores: ['embedded-etcd'],
  ports: { api: 6443, kubelet: 10250, etcdClient: 2379, etcdPeer: 2380 },
  paths: kubeadmPaths,
  flags: kubeadmFlags,
  parts: kubeadmParts,
  leases: kubeadmLeases,
  network: { podCidr: '10.42.0.0/16', serviceCidr: '10.43.0.0/16', dnsIp: '10.43.0.10' },
  serversOnlyTaint: 'node-role.kubernetes.io/control-plane:NoSchedule',
  // By its controlPlaneEndpoint.
  namesLoadBalancer: 'always',
  anonymousHealth: {
    status: 200,
    source: 'Kubernetes: the ClusterRole system:public-info-viewer is bound to everybody, and anonymous-auth is on',
  },
  embeddedEtcd: {
    timers: { heartbeatMs: 100, electionMs: 1000 },
    // Called as its Node; each joiner has its learner made a voter.
    nodeOf: member => member,
  },
  // Its parts start one after another, as each finds what it asks.
  startMs: 80_000,
  // The kubelet starts a part that ended again after 10 s, and then after 20 s; an API ends until its etcd is there.
  startTimers: { partsAgainMs: 30_000 },
  fastStartTimers: { partsAgainMs: 2000 },
  // Everything is told at once; what stands on an apiserver lasts until the last process has ended.
  gracefulEnd: { restMs: 1000, streamsMs: 7000 },
  certificatesRenewed: 'by-hand',
  refusedFaults: {
    'rotate-token': 'a bootstrap token is nothing to a node that has joined',
    wipe: "kubeadm's own files are not on a volume: use replace",
  },
  sizing: kubeadmSizing,
  bringsPauseImage: true,
  exampleImage: `registry.example.org/kubeadm-node:${kubernetesVersion}`,
}

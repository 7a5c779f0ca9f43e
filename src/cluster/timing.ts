import type { TimingProfile } from '../topology/topology.ts'

/** Arguments of a server under a timing profile; none for the distribution's own timers. */
export function timingArgs(profile: TimingProfile): string[] {
  if (profile === 'default') return []
  return [
    '--kube-controller-manager-arg=node-monitor-period=1s',
    // Not below 9 s: the kubelet renews at a quarter of its 8 s lease, and a slow renewal must not flap a healthy node.
    '--kube-controller-manager-arg=node-monitor-grace-period=9s',
    '--kube-apiserver-arg=default-not-ready-toleration-seconds=10',
    '--kube-apiserver-arg=default-unreachable-toleration-seconds=10',
  ]
}

/** The kubelet's drop-in under a timing profile. */
export function kubeletDropIn(profile: TimingProfile): string | undefined {
  if (profile === 'default') return undefined
  return `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
nodeLeaseDurationSeconds: 8
nodeStatusUpdateFrequency: 2s
`
}

import type { TimingProfile } from '../topology/topology.ts'

/** Settings of a cluster's components that differ from their own defaults, by flag or by field. */
export interface Timing {
  controllerManager: Record<string, string>
  apiserver: Record<string, string>
  /** Fields of its KubeletConfiguration. */
  kubelet: Record<string, string | number>
}

const ownTimers: Timing = { controllerManager: {}, apiserver: {}, kubelet: {} }

const fastTimers: Timing = {
  controllerManager: {
    'node-monitor-period': '1s',
    // Not below 9 s: the kubelet renews at a quarter of its 8 s lease, and a slow renewal must not flap a healthy node.
    'node-monitor-grace-period': '9s',
  },
  apiserver: {
    'default-not-ready-toleration-seconds': '10',
    'default-unreachable-toleration-seconds': '10',
  },
  kubelet: { nodeLeaseDurationSeconds: 8, nodeStatusUpdateFrequency: '2s' },
}

/** What components are told under a timing profile; nothing for their own timers. */
export const timingOf = (profile: TimingProfile): Timing => (profile === 'fast' ? fastTimers : ownTimers)

/** Head of a file for a kubelet. */
export const kubeletConfiguration = {
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
} as const

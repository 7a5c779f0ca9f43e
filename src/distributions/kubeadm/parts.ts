import type { NodePart } from '../node-part.ts'

const ofInit = { startedBy: 'init', backWithinMs: 30_000 } as const
// The first restart comes at once, the next after 10, 20, 40 … 300 s (kubernetes, pkg/kubelet/kuberuntime).
const ofKubelet = { startedBy: 'kubelet', backWithinMs: 330_000 } as const

/** Each part is a process of its own: the node goes on without it. */
export const kubeadmParts: readonly NodePart[] = [
  { name: 'containerd', ...ofInit },
  { name: 'kubelet', ...ofInit },
  { name: 'kube-proxy', ...ofInit },
  { name: 'kube-apiserver', ...ofKubelet },
  { name: 'kube-controller-manager', ...ofKubelet },
  { name: 'kube-scheduler', ...ofKubelet },
  { name: 'etcd', ...ofKubelet },
]

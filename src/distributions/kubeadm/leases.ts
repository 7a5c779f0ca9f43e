import type { LeaseKind } from '../lease-kind.ts'

/** client-go's defaults; with a lease that it cannot keep a component ends alone, and its kubelet starts it again. */
const kube = {
  durationMs: 15_000,
  retryMs: 2000,
  renewDeadlineMs: 10_000,
  lossEnds: 'part',
  // As of any component that polls every 2 to 4.4 s; etcd's election of 1 to 2 s comes on top.
  takeover: { fromMs: 13_000, toMs: 22_000 },
} as const

export const kubeadmLeases: readonly LeaseKind[] = [
  // ReleaseOnCancel is true (kubernetes, cmd/kube-scheduler/app/options/options.go).
  { names: /^kube-scheduler$/, isReleased: true, ...kube },
  // Its gate to release at exit is alpha, and off (kubernetes, cmd/kube-controller-manager/app/controllermanager.go).
  { names: /^kube-/, isReleased: false, ...kube },
]

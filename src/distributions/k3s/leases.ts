import type { LeaseKind } from '../lease-kind.ts'

/**
 * A server of k3s is one process: with any lease that it cannot keep all of it ends (k3s-contract 8.2), and a lease that
 * it held at a SIGTERM is renewed for as long as it takes to end, and handed back by nobody.
 */
const ofServer = { lossEnds: 'node', isReleased: false } as const

export const k3sLeases: readonly LeaseKind[] = [
  {
    // Candidates poll every 2 to 4.4 s, and the 15 s run from when they saw the last renewal; later by up to 7 s when they
    // cannot ask while etcd elects (scenarios, section 1).
    names: /^kube-/,
    durationMs: 15_000,
    retryMs: 2000,
    renewDeadlineMs: 10_000,
    takeover: { fromMs: 13_000, toMs: 22_000 },
    takeoverWithLeaderMs: 29_000,
    ...ofServer,
  },
  {
    // Leases of wrangler, the library of k3s' own controllers: looked at every 2 to 4.4 s (measuring 2.5).
    names: /^k3s/,
    durationMs: 45_000,
    retryMs: 2000,
    renewDeadlineMs: 30_000,
    takeover: { fromMs: 43_000, toMs: 49_500 },
    ...ofServer,
  },
]

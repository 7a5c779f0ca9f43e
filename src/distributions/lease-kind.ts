/** Leases of one kind, and what becomes of those who hold them. */
export interface LeaseKind {
  /** The names of these leases, all in `kube-system`. */
  names: RegExp
  /** How long others leave it to a holder that does not renew it. */
  durationMs: number
  /** Between two renewals, or two tries to take it. */
  retryMs: number
  /** A holder that could not renew it for this long gives it up and ends. */
  renewDeadlineMs: number
  /** What ends with such a holder: its whole node, or the part that held it alone. */
  lossEnds: 'node' | 'part'
  /** Whether a holder that is told to end hands it back first. */
  isReleased: boolean
  /** After the crash of a holder, when another candidate has it. */
  takeover: { fromMs: number; toMs: number }
  /** The upper end when etcd's leader is lost with the holder. @default later by an election of etcd */
  takeoverWithLeaderMs?: number
}

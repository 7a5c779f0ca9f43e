import type { HarnessRecord } from '../../history/records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { heldBy } from '../lease-holders.ts'
import { never } from '../never.ts'
import type { TallyCheck } from '../tally.ts'
import { type Takeover, takeovers } from './takeovers.ts'

type Seen = {
  kind: 'taken-early'
  lease: string
  from: string
  to: string
  /** From the last renewal to the new holder. */
  afterMs: number
  /** For how long that renewal was good. */
  durationMs: number
}

interface Counts {
  handOvers: number
  /** Each with the time from the last renewal to the new holder. */
  each: { lease: string; afterMs: number }[]
}

/** What is said of hand-overs of leases. */
export type LeaseTakeoverCheck = TallyCheck<
  'lease/takeover',
  Counts,
  Seen,
  /** Their durations are not in the record, or the clock was set meanwhile. */
  { kind: 'durations-unknown'; leases: string[] }
>

/** The record keeps times in whole ms, cut off. */
const precisionMs = 1
/** After a holder released its lease on the way out, its container ends within this: the engine's grace is 10 s. */
const exitUs = 15_000_000

/**
 * A lease is taken over only when its holder released it or has not renewed it for its duration, counted from the last
 * renewal that was observed. Tells how long each hand-over took.
 */
export function leaseTakeover({ history }: Facts): Finding<LeaseTakeoverCheck>[] {
  const { harness } = history
  if (!harness.some(({ type }) => type === 'lease')) return []
  const all = takeovers(history)
  const judged = all.filter(({ released, old }) => released || old.durationMs !== undefined)
  const stepped = judged.filter(takeover => clockStepped(takeover, harness))
  const early = judged.filter(
    takeover =>
      !takeover.released &&
      !stepped.includes(takeover) &&
      takeover.handoverMs < takeover.old.durationMs! - precisionMs &&
      !endedByItself(takeover, harness),
  )
  const each = all.map(({ lease, handoverMs }) => ({ lease, afterMs: Math.max(0, handoverMs) }))
  const unjudged = [...all.filter(takeover => !judged.includes(takeover)), ...stepped].map(({ lease }) => lease)
  const finding = never({
    kind: 'lease/takeover',
    evidenceKind: 'presence',
    violations: early,
    show: ({ lease, old, new: next, handoverMs, acquiredUs }) => ({
      fromUs: Math.min(old.atUs, acquiredUs),
      toUs: acquiredUs,
      seen: {
        kind: 'taken-early',
        lease,
        from: old.holder,
        to: next.holder,
        afterMs: Math.max(0, handoverMs),
        durationMs: old.durationMs!,
      },
    }),
    counts: { handOvers: all.length, each },
    unknown: unjudged.length > 0 ? { kind: 'durations-unknown', leases: unjudged } : undefined,
  })
  return [all.length === 0 ? finding : { ...finding, measured: { unit: 'hand-overs', value: all.length, each } }]
}

/**
 * Whether the old holder's container ended other than by SIGKILL: then it may have released the lease between two reads
 * of it, which the record does not show.
 */
const endedByItself = ({ old, acquiredUs }: Takeover, harness: readonly HarnessRecord[]): boolean =>
  harness.some(
    record =>
      record.type === 'engine' &&
      (record.action === 'stop' || (record.action === 'die' && record.exitCode !== 137)) &&
      heldBy(record.node, old.holder) &&
      record.atUs >= old.atUs &&
      record.atUs <= acquiredUs + exitUs,
  )

const clockStepped = ({ old, new: next }: Takeover, harness: readonly HarnessRecord[]): boolean =>
  harness.some(({ type, atUs }) => type === 'clock-step' && atUs >= old.atUs && atUs <= next.atUs)

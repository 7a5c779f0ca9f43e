import { formatMs } from '../../base/duration.ts'
import type { HarnessRecord } from '../../history/records.ts'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { heldBy } from '../lease-holders.ts'
import { never } from '../never.ts'
import { type Takeover, takeovers } from './takeovers.ts'

/** The record keeps times in whole ms, cut off. */
const precisionMs = 1
/** After a holder released its lease on the way out, its container ends within this: the engine's grace is 10 s. */
const exitUs = 15_000_000

/**
 * A lease is taken over only when its holder released it or has not renewed it for its duration, counted from the last
 * renewal that was observed. Tells how long each hand-over took.
 */
export function leaseTakeover({ history }: Facts): Finding[] {
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
  const times = all.map(({ lease, handoverMs }) => `${lease} ${formatMs(Math.max(0, handoverMs))}`).join(', ')
  const unjudged = [...all.filter(takeover => !judged.includes(takeover)), ...stepped].map(({ lease }) => lease)
  const finding = never({
    id: 'lease/takeover',
    title: 'No lease is taken over before it has run out or was released',
    ground: 'presence',
    violations: early,
    show: ({ lease, old, new: next, handoverMs, acquiredUs }) => ({
      fromUs: Math.min(old.atUs, acquiredUs),
      toUs: acquiredUs,
      text: `${next.holder} took ${lease} ${formatMs(Math.max(0, handoverMs))} after ${old.holder} had renewed it for ${formatMs(old.durationMs!)}`,
    }),
    among: `of ${all.length} hand-overs`,
    what: 'came too early',
    pass:
      all.length === 0
        ? 'no lease changed its holder'
        : `each of ${all.length} hand-overs waited until the lease had run out or was released; from the last renewal to the new holder: ${times}`,
    unknown:
      unjudged.length > 0
        ? `the record does not tell how long these leases were good for, or the clock was set meanwhile: ${unjudged.join(', ')}`
        : undefined,
  })
  return [all.length === 0 ? finding : { ...finding, measured: times }]
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

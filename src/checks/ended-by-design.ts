import { strictestLease } from '../distributions/leases-of.ts'
import type { FaultInstance } from '../history/fault-instance.ts'
import type { HarnessRecord } from '../history/records.ts'
import { roleOf } from '../topology/node-id.ts'
import type { Facts } from './facts.ts'
import { downtime } from './fault-times.ts'
import { overlap } from './interval.ts'
import { heldBy, holdersBefore } from './lease-holders.ts'

type EngineRecord = Extract<HarnessRecord, { type: 'engine' }>

/** A server that asks an absent datastore gives up within this: the longest dial of a client to an address that is gone. */
const giveUpUs = 10_000_000

/** How long the holder of a lease waits that it cannot renew, in µs. */
function patienceOf({ history: { manifest } }: Facts) {
  const { durationMs, retryMs, renewDeadlineMs } = strictestLease(manifest.topology)
  return {
    durationUs: durationMs * 1000,
    retryUs: retryMs * 1000,
    deadlineUs: renewDeadlineMs * 1000,
    // What must be seen without a write: the holder's last renewal may lie a retry before the outage.
    unrenewedUs: (renewDeadlineMs - retryMs) * 1000,
  }
}

/** The node held a lease, and no write succeeded for as long as its holder waits; or it is the start after such an end. */
export function endedByDesign(event: EngineRecord, unplanned: readonly EngineRecord[], facts: Facts): boolean {
  // Elsewhere a part ends, and its node goes on.
  if (strictestLease(facts.history.manifest.topology).lossEnds === 'part') return false
  if (event.action === 'start') {
    const death = unplanned.findLast(e => e.node === event.node && e.action === 'die' && e.atUs <= event.atUs)
    return death !== undefined && endedByDesign(death, unplanned, facts)
  }
  if (facts.faults.some(fault => heldHolderBack(fault, event, facts) || leftUnrenewed(fault, event, facts))) return true
  if (foundNoStore(event, facts)) return true
  const { deadlineUs, unrenewedUs } = patienceOf(facts)
  const before = { fromUs: event.atUs - deadlineUs, toUs: event.atUs }
  const outage = facts.series
    .filter(({ definition }) => definition.operation === 'write')
    .flatMap(({ failed, stalled }) => [...failed.outages, ...stalled.outages])
    .find(candidate => {
      const shared = overlap(candidate, before)
      return shared !== undefined && shared.toUs - shared.fromUs >= unrenewedUs
    })
  if (outage === undefined) return false
  return [...holdersBefore(outage.fromUs, facts.history.harness).values()].some(holder => heldBy(event.node, holder))
}

/**
 * The server was started while the datastore was away, and ended soon: it asks that one first of all, and gives up at
 * once. The start itself is judged by the end before it.
 */
function foundNoStore({ node, atUs }: EngineRecord, { history, storeUnavailable }: Facts): boolean {
  if (roleOf(node) !== 'server') return false
  const start = history.harness.findLast(
    r => r.type === 'engine' && r.action === 'start' && r.node === node && r.atUs < atUs,
  )
  return storeUnavailable.some(
    ({ fromUs, toUs }) => start !== undefined && start.atUs >= fromUs && start.atUs < toUs && atUs < toUs + giveUpUs,
  )
}

/**
 * The node was paused, or cut off, for as long as its holder waits, held a lease then, and ended while it may have found that the
 * lease is another's: where nobody has taken it yet, the holder renews it once more and waits again.
 */
function heldHolderBack(fault: FaultInstance, { node, atUs }: EngineRecord, facts: Facts): boolean {
  const { durationUs, unrenewedUs } = patienceOf(facts)
  const { fromUs, toUs } = downtime(fault)
  if (fault.effect.does === 'end' || fault.node !== node || toUs - fromUs < unrenewedUs) return false
  if (atUs < toUs || atUs > toUs + durationUs) return false
  return [...holdersBefore(fromUs, facts.history.harness).values()].some(holder => heldBy(node, holder))
}

/**
 * The node was paused, or cut off, and a lease that it held was seen renewed for the last time then, or up to a retry
 * before, and not again for as long as its holder waits: a healed line carries nothing until the next one of TCP's tries.
 */
function leftUnrenewed(fault: FaultInstance, { node, atUs }: EngineRecord, facts: Facts): boolean {
  const { durationUs, retryUs, unrenewedUs } = patienceOf(facts)
  const { fromUs, toUs } = downtime(fault)
  if (fault.effect.does === 'end' || fault.node !== node) return false
  if (atUs < fromUs || atUs > toUs + durationUs) return false
  const held = facts.history.harness.filter(record => record.type === 'lease').filter(record => record.atUs < atUs)
  return [...Map.groupBy(held, ({ lease }) => lease).values()].some(renewals => {
    const last = renewals.at(-1)!
    const isThen = last.atUs > fromUs - retryUs && last.atUs < toUs
    return heldBy(node, last.holder) && isThen && atUs - last.atUs >= unrenewedUs
  })
}

import type { HarnessRecord, Sample } from '../../history/records.ts'
import { type Interval, overlap, union } from '../interval.ts'
import type { Cause } from './cause.ts'

/** How long one look at the host's pressure reaches back: the poll of the harness. */
const windowUs = 250_000
/** From this share of a window in which tasks waited for a CPU on, what is slow is slow for want of one. */
const shortShare = 0.8

/** When the host was short of CPU, by the kernel's own pressure information. */
export function shortOfCpu(harness: readonly HarnessRecord[]): Interval[] {
  return union(
    harness.flatMap(record =>
      record.type === 'host' && record.cpuWaitShare >= shortShare
        ? [{ fromUs: record.atUs - windowUs, toUs: record.atUs }]
        : [],
    ),
  )
}

/** A success that took long while the host was short of CPU. A failure has a cause of its own, or none. */
export function hostCauses(outage: Interval, bad: readonly Sample[], short: readonly Interval[]): Cause[] {
  const slow = union(
    bad
      .filter(({ outcome }) => outcome === 'ok')
      .map(({ sentUs, intendedUs, endUs }) => ({
        fromUs: sentUs ?? intendedUs,
        toUs: endUs,
      })),
  )
  return slow.flatMap(span =>
    short.flatMap((window): Cause[] => {
      const shared = overlap(span, window)
      const within = shared && overlap(shared, outage)
      return within ? [{ kind: 'host-cpu', ...within, event: { waitShare: shortShare } }] : []
    }),
  )
}

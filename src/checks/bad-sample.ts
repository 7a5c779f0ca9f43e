import type { Sample } from '../history/records.ts'
import type { Samples } from '../history/samples.ts'
import { firstAtOrAfter } from './first-at-or-after.ts'
import { timesOf } from './times-of.ts'

/** Beyond this a success has stalled: five intervals at 20 Hz, and far above a healthy write's latency. */
export const stalledMs = 250

/** When an attempt began: its send, or the moment at which it was due if nothing was sent. */
export const momentUs = (sample: Sample): number => sample.sentUs ?? sample.intendedUs

/** Attempts that say something of the cluster; a `void` one speaks of the prober alone. */
export const counted = (samples: Samples): Samples => samples.filter(({ outcome }) => outcome !== 'void')

/**
 * Tells which samples of a series are bad at `limitMs`: those without success within it, counted from the intended
 * time. A blocked one never had a request of its own and is judged by its connection: bad unless a success of the series
 * came within the limit; then the connection was slower than the probe's interval, not gone.
 */
export function badAt(limitMs: number, samples: Samples): (sample: Sample) => boolean {
  const successEnds = timesOf(samples, ({ outcome, endUs }) => (outcome === 'ok' ? endUs : undefined)).sort()
  return ({ outcome, intendedUs, endUs }) => {
    if (outcome === 'void') return false
    if (outcome === 'ok') return endUs - intendedUs > limitMs * 1000
    if (outcome !== 'blocked') return true
    const next = successEnds[firstAtOrAfter(intendedUs, successEnds, at => at)]
    return next === undefined || next - intendedUs > limitMs * 1000
  }
}

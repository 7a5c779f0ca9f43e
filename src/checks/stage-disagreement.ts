import { formatMs, formatUs } from '../base/duration.ts'
import type { Band } from '../prediction/timers.ts'
import { shortOfCpu } from './attribution/host-causes.ts'
import type { Facts } from './facts.ts'
import { coveredUs, overlap } from './interval.ts'

/** What is seen so soon after a healing may have been there before: who looked was kept from looking. */
const blindUs = 2_000_000

/** In words how a stage misses its band, and where to look; undefined when it lies within. */
export function stageDisagreement(
  { atUs, afterMs }: { atUs: number; afterMs: number },
  { fromMs, toMs }: Band,
  { history: { harness }, faults }: Pick<Facts, 'history' | 'faults'>,
): string | undefined {
  if (afterMs < fromMs) return `${formatMs(fromMs - afterMs)} below; look at the prediction`
  if (afterMs <= toMs) return undefined
  const excess = { fromUs: atUs - (afterMs - toMs) * 1000, toUs: atUs }
  const healed = faults.find(({ healedUs = Infinity }) => atUs >= healedUs && atUs < healedUs + blindUs)
  const shortUs = coveredUs(shortOfCpu(harness).flatMap(stretch => overlap(stretch, excess) ?? []))
  const where = healed
    ? `the harness: it was read only when ${healed.node} was healed`
    : shortUs >= (excess.toUs - excess.fromUs) / 2
      ? `the harness: its host was short of CPU for ${formatUs(shortUs)} of it`
      : 'the cluster'
  return `${formatMs(afterMs - toMs)} above; look at ${where}`
}

import type { Band } from '../prediction/timers.ts'
import { shortOfCpu } from './attribution/host-causes.ts'
import type { Disagreement } from './disagreement.ts'
import type { Facts } from './facts.ts'
import { coveredUs, overlap } from './interval.ts'

/** What is seen so soon after a healing may have been there before: who looked was kept from looking. */
const blindUs = 2_000_000

/** How a stage misses its band; undefined when it lies within. */
export function stageDisagreement(
  { atUs, afterMs }: { atUs: number; afterMs: number },
  { fromMs, toMs }: Band,
  { history: { harness }, faults }: Pick<Facts, 'history' | 'faults'>,
): Disagreement | undefined {
  if (afterMs < fromMs) return { byMs: fromMs - afterMs, side: 'below', lookAt: 'prediction' }
  if (afterMs <= toMs) return undefined
  const above = { byMs: afterMs - toMs, side: 'above' } as const
  const healed = faults.find(({ healedUs = Infinity }) => atUs >= healedUs && atUs < healedUs + blindUs)
  if (healed) return { ...above, lookAt: 'harness', because: { kind: 'read-late', node: healed.node } }
  const excess = { fromUs: atUs - above.byMs * 1000, toUs: atUs }
  const us = coveredUs(shortOfCpu(harness).flatMap(stretch => overlap(stretch, excess) ?? []))
  return us >= (excess.toUs - excess.fromUs) / 2
    ? { ...above, lookAt: 'harness', because: { kind: 'host-cpu', us } }
    : { ...above, lookAt: 'cluster' }
}

import { startTimersOf } from '../../distributions/start-timers-of.ts'
import type { Setting } from '../../prediction/setting.ts'
import { longestStart } from '../../topology/longest-start.ts'
import type { AdditionCheck } from '../addition.ts'
import type { CheckResult } from '../check-result.ts'
import type { RejoinCheck } from '../rejoin.ts'
import type { OwnTimersNote } from './own-timers-note.ts'

/** A start that kept its author's limit, and might not where the node waits longer for the clock. */
export function slowerStart(
  { verdict, theory, measured, limit }: CheckResult<RejoinCheck | AdditionCheck>,
  { topology, isStandIn = false }: Setting,
): OwnTimersNote | undefined {
  if (verdict !== 'pass' || theory?.basis.kind !== 'start') return undefined
  if (measured === undefined || !('unit' in measured) || measured.unit !== 'ms') return undefined
  if (limit === undefined || !('value' in limit) || limit.unit !== 'ms' || limit.from === 'model') return undefined
  const { start, longest } = theory.basis
  const own = longestStart(start, topology, startTimersOf(topology, isStandIn))
  const upToMs = measured.value + own.toMs - longest.toMs
  const { value: limitMs } = limit
  return upToMs > limitMs ? { would: 'fail', isSure: false, because: { kind: 'start', upToMs, limitMs } } : undefined
}

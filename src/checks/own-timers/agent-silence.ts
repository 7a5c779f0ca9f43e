import { nodeTimers } from '../../prediction/timers.ts'
import type { AgentCheck } from '../agent-steady.ts'
import type { CheckResult } from '../check-result.ts'
import type { OwnTimersNote } from './own-timers-note.ts'

/**
 * An agent that was silent, as one is whose server says nothing, for less than its Node is given by the distribution's own
 * monitor. What its kubelet says itself, or a pod that is lost without that, comes of no timer.
 */
export function agentSilence({ verdict, reason }: CheckResult<AgentCheck>): OwnTimersNote | undefined {
  if (verdict !== 'fail' || reason.kind !== 'agent-harmed') return undefined
  const { harm, silentUs } = reason
  const isOfMonitor = harm.every(each => each.kind === 'pod-lost' || each.ready === 'Unknown')
  if (silentUs === undefined || !isOfMonitor || harm[0]?.kind !== 'node-not-ready') return undefined
  const { fast, default: own } = nodeTimers
  const silentMs = silentUs / 1000
  // What was silent for less was taken for lost for another reason.
  if (silentMs < fast.graceMs - fast.renewMs) return undefined
  // The last renewal before its silence may lie as far back as two of them are apart.
  if (silentMs - fast.renewMs > own.graceMs + own.monitorMs) return undefined
  const isSure = silentMs + own.renewMs <= own.graceMs
  return {
    would: 'pass',
    isSure,
    because: { kind: 'silence', silentMs, graceMs: fast.graceMs, ownGraceMs: own.graceMs },
  }
}

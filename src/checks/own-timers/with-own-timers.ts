import { underOwnTimers } from '../../prediction/setting.ts'
import type { AdditionCheck } from '../addition.ts'
import type { AgentCheck } from '../agent-steady.ts'
import type { CheckResult } from '../check-result.ts'
import type { Facts } from '../facts.ts'
import type { OutageCheck } from '../outage-check.ts'
import type { RejoinCheck } from '../rejoin.ts'
import { agentSilence } from './agent-silence.ts'
import { longerGap } from './longer-gap.ts'
import type { OwnTimersNote } from './own-timers-note.ts'
import { slowerStart } from './slower-start.ts'

/** The result, and beside it what it would be under the distribution's own timers, where the cluster ran by shorter ones. */
export function withOwnTimers(result: CheckResult, facts: Facts): CheckResult {
  const note = noteOf(result, facts)
  return note === undefined ? result : { ...result, underOwnTimers: note }
}

function noteOf(result: CheckResult, facts: Facts): OwnTimersNote | undefined {
  const own = underOwnTimers(facts.setting)
  if (own === undefined) return undefined
  switch (result.promise.kind) {
    case 'agent':
      return agentSilence(result as CheckResult<AgentCheck>)
    case 'outage':
      return longerGap(result as CheckResult<OutageCheck>, facts, own)
    case 'rejoin':
    case 'join':
      return slowerStart(result as CheckResult<RejoinCheck | AdditionCheck>, own)
    default:
      return undefined
  }
}

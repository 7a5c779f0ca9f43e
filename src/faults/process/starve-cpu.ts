import { nowUs } from '../../base/clock.ts'
import { BadInputError } from '../../base/errors.ts'
import { once } from '../../base/once.ts'
import { waitUntil } from '../../base/wait-until.ts'
import type { Throttling } from '../../engine/cpu-throttling.ts'
import { cpuPeriodMs } from '../../engine/limit-container.ts'
import { type Fault, undoDeadlineMs } from '../fault.ts'
import { lostLeaseMs } from '../pause.ts'
import { type Proof, unproven } from '../proof.ts'

/** How starved a node is. */
export interface StarveOptions {
  /** Of CPU time, for all its processes together; from 0.01. @default 0.1 */
  cores?: number
}

// A server wants some 25 % of a core at rest (measured): a tenth is used up in nearly every period.
const defaultCores = 0.1
const proofTimeoutMs = 15_000
// So that one busy moment is no proof.
const enoughPeriods = 10

/** All processes of a node share less CPU time than they need, as beside a neighbour that takes it. */
export function starveCpu({ cores = defaultCores }: StarveOptions = {}): Fault {
  if (!(cores >= 0.01 && cores <= 64)) {
    throw new BadInputError(`starve-cpu: ${cores} is no number of cores`, { hint: 'from 0.01 to 64, for example 0.1' })
  }
  const cpuQuotaUs = Math.round(cores * cpuPeriodMs * 1000)
  return {
    kind: 'starve-cpu',
    summary: `all processes of a node share ${cores} of a core`,
    targetRoles: ['server', 'agent', 'lb', 'db', 'etcd'],
    drawn: { weight: 2, lengthS: [20, 40], roles: ['server', 'etcd'] },
    effect: () => ({ does: 'degrade' }),
    // Who cannot renew its lease in time ends by design, also shortly after.
    aftermathMs: lostLeaseMs,
    async inject({ cluster, journal, aboutToAct, signal }, node) {
      const victim = cluster.node(node)
      await aboutToAct()
      const before = await victim.throttling()
      const undo = await journal.append(
        { kind: 'limit-container', id: victim.containerId, limits: { cpuQuotaUs: -1 } },
        { deadlineMs: undoDeadlineMs },
      )
      await victim.limit({ cpuQuotaUs })
      const begin = { atUs: nowUs(), evidence: `the engine gave ${node} ${cores} of a core` }
      const refused = async () => {
        const seen = refusedSince(before, await victim.throttling())
        if (!seen.proven) throw new Error(seen.evidence)
        return seen
      }
      return {
        begin,
        proof: () =>
          waitUntil(`${node} to lack CPU time`, refused, { timeoutMs: proofTimeoutMs, signal }).catch(unproven),
        heal: once(async () => {
          await victim.limit({ cpuQuotaUs: -1 })
          const atUs = nowUs()
          const now = await victim.limits()
          await journal.done(undo)
          return { atUs, evidence: `the engine has a quota of ${now.cpuQuotaUs} for ${node}: none` }
        }),
      }
    },
  }
}

/** Whether the kernel refused CPU time in most periods since; a node that started anew counts anew. */
export function refusedSince(before: Throttling, now: Throttling): Proof {
  const from = now.periods < before.periods ? { periods: 0, throttled: 0 } : before
  const [periods, throttled] = [now.periods - from.periods, now.throttled - from.throttled]
  return {
    proven: throttled >= enoughPeriods && throttled > periods / 2,
    evidence: `the kernel refused CPU time in ${throttled} of ${periods} periods of ${cpuPeriodMs} ms`,
  }
}

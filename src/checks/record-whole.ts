import { type Doubt, touchesAllButViolations } from './doubt.ts'
import type { Facts } from './facts.ts'

/** The record has no holes: what rests on something not being in it, or on its times, is otherwise not known. */
export function recordWhole({ history: { problems, harness, prober } }: Facts): Doubt[] {
  const first = Math.min(harness[0]?.atUs ?? Number.POSITIVE_INFINITY, prober[0]?.atUs ?? Number.POSITIVE_INFINITY)
  const fromUs = Number.isFinite(first) ? first : 0
  const toUs = Math.max(harness.at(-1)?.atUs ?? 0, prober.at(-1)?.atUs ?? 0)
  return [
    {
      result: {
        id: 'record',
        title: 'The record is whole',
        verdict: problems.length === 0 ? 'pass' : 'unknown',
        reason: problems.length === 0 ? 'every stream is there, without a gap and with its end' : problems.join('; '),
        evidence: problems.map(text => ({ fromUs, toUs, text })),
      },
      touches: touchesAllButViolations,
    },
  ]
}

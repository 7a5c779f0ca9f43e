import { formatMs } from '../../base/duration.ts'
import type { Limit, Measured } from '../../checks/measured.ts'

/** What was measured, for a table: `7.12 s`, `5 of 5 hold`. */
export function measuredText(measured: Measured): string {
  if ('outcome' in measured)
    return measured.outcome === 'not-reached' ? `not ${measured.stages.join(', ')}` : outcomes[measured.outcome]
  const { unit, value } = measured
  switch (unit) {
    case 'ms':
      return `${formatMs(value)}${measured.isOpen ? ', still open at the end' : ''}`
    case 'share':
      return `${(value * 100).toFixed(1)} %`
    case 'count':
      return String(value)
    case 'voters':
      return `${value} voters`
    case 'refusals':
      return `${value} times`
    case 'conditions':
      return `${value} of ${measured.of} hold`
    case 'faults':
      return `${value} of ${measured.of}`
    case 'reads-back':
      return `${value} back after a switch`
    case 'resumptions':
      return `${value} resumed, ${measured.gone} told 410`
    case 'hand-overs':
      return handOversText(measured.each)
  }
}

const outcomes = {
  true: 'true',
  'not-true': 'not true',
  never: 'never',
  changed: 'changed',
  accepted: 'accepted',
  'not-refused': 'no refusal',
} as const

/** What is allowed; one that no author wrote says that it is the model's. */
export function limitText(limit: Limit): string {
  if ('outcome' in limit) return limit.outcome
  if ('leastMs' in limit) return 'by fault'
  switch (limit.unit) {
    case 'ms':
      return limit.from === 'model' ? `${formatMs(limit.value)} (model)` : formatMs(limit.value)
    case 'share':
      return `${limit.value * 100} %`
    case 'count':
      return String(limit.value)
    case 'voters':
      return `${limit.value} voters`
  }
}

/** Leases that changed their holder: `kube-scheduler 19.3 s, another 45.0 s`. */
export const handOversText = (each: readonly { lease: string; afterMs: number }[]): string =>
  each.map(({ lease, afterMs }) => `${lease} ${formatMs(afterMs)}`).join(', ')

import type { ChaosCheck } from '../../checks/chaos-followed.ts'
import type { ClaimCheck } from '../../checks/claims.ts'
import type { ThrownCheck } from '../../checks/guarded.ts'
import { type Catalogue, textOf } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'

const seen: Catalogue<ClaimCheck['seen'] | ChaosCheck['seen']> = {
  recorded: ({ text }) => text,
  'fault-skipped': ({ fault, selector, why }) => `${fault} of ${selector}: ${why}`,
}

/** Whether the story was told as it was meant to be: its claims, its schedule of faults, and the checks themselves. */
export const scenarioTexts: CheckTexts<ClaimCheck | ChaosCheck | ThrownCheck> = {
  promise: {
    claim: ({ claim }) => `“${claim}”`,
    chaos: () => 'The schedule of faults was followed',
    judged: ({ check }) => `The check ${check} comes to a verdict`,
  },
  reason: {
    'claim-tested': ({ holds, seen }) => `${holds ? 'true' : 'not true'}: ${seen}`,
    'faults-acted': ({ acted, planned, skipped }) => {
      const why = skipped.map(each => textOf(seen, each)).join('; ')
      return `${acted} of ${planned} faults acted${why === '' ? '' : `; skipped: ${why}`}`
    },
    'check-threw': ({ check, error }) => `the check ${check} threw an error, which is a bug of Holdfast: ${error}`,
  },
  seen,
}

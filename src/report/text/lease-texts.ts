import { formatMs } from '../../base/duration.ts'
import type { LeaseTakeoverCheck } from '../../checks/lease/lease-takeover.ts'
import type { OldHolderCheck } from '../../checks/lease/old-holder.ts'
import type { Catalogue } from './catalogue.ts'
import type { CheckTexts } from './check-texts.ts'
import { handOversText } from './measured-text.ts'
import { tallyText } from './tally-text.ts'

type Checks = LeaseTakeoverCheck | OldHolderCheck

const seen: Catalogue<Checks['seen']> = {
  'taken-early': ({ lease, from, to, afterMs, durationMs }) =>
    `${to} took ${lease} ${formatMs(afterMs)} after ${from} had renewed it for ${formatMs(durationMs)}`,
  'acted-late': ({ lease, by: { user, node }, change: { verb, resource, name }, holder }) =>
    `${user} of ${node} did ${verb} ${resource} ${name} after ${holder} had taken ${lease}`,
}

/** That a lease has one holder at a time. */
export const leaseTexts: CheckTexts<Checks> = {
  promise: {
    'lease/takeover': () => 'No lease is taken over before it has run out or was released',
    'lease/old-holder': () => 'No former holder of a lease acts after it was taken over',
  },
  reason: {
    'lease/takeover': tally =>
      tallyText(tally, {
        among: `of ${tally.handOvers} hand-overs`,
        what: 'came too early',
        seen,
        kept:
          tally.handOvers === 0
            ? 'no lease changed its holder'
            : `each of ${tally.handOvers} hand-overs waited until the lease had run out or was released; from the last renewal to the new holder: ${handOversText(tally.each)}`,
      }),
    'durations-unknown': ({ leases }) =>
      `the record does not tell how long these leases were good for, or the clock was set meanwhile: ${leases.join(', ')}`,
    'lease/old-holder': tally => {
      const { changes, handOvers, unaware, unawareForMs } = tally
      const aside =
        unaware === 0
          ? ''
          : `; ${unaware} more did, from one that had been frozen, within ${formatMs(unawareForMs)} of its thaw: leader election does not fence`
      return tallyText(tally, {
        among: `of ${changes} changes by holders of leases`,
        what: 'came from a former holder',
        seen,
        kept:
          handOvers === 0
            ? 'no lease of a component changed its holder'
            : `none of ${changes - unaware} changes by holders of leases came from a former holder, over ${handOvers} hand-overs${aside}`,
      })
    },
    'no-audit-log': () => "no server's audit log is in the record",
  },
  seen,
}

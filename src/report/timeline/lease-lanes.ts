import type { ClockAnchor } from '../../base/clock.ts'
import { monotonicUsOf } from '../../base/clock.ts'
import type { HarnessRecord } from '../../history/records.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import { segment } from './segment.ts'
import { serverTone } from './server-tone.ts'
import { stretches } from './stretches.ts'

/** Who held each lease; a tick is a renewal, so a holder that fell silent shows. */
export function leaseLanes(axis: Axis, harness: readonly HarnessRecord[], clock: ClockAnchor): Html[] {
  const records = harness.filter(record => record.type === 'lease').filter(({ lease }) => !isIdentity(lease))
  return [...Map.groupBy(records, record => record.lease)].map(([name, ofLease]) => {
    const seen = ofLease.map(({ atUs, holder }) => ({ atUs, value: holder }))
    const segments = stretches(seen, axis.toUs).map(({ fromUs, toUs, value }) =>
      segment(axis, {
        fromUs,
        toUs,
        text: value || 'nobody',
        title: `${name}: ${value || 'nobody'}`,
        tone: serverTone(value),
      }),
    )
    const renewals = new Set(
      ofLease.map(({ renewTimeMs }) => Math.round(axis.percent(monotonicUsOf(renewTimeMs, clock)) * 10) / 10),
    )
    const ticks = [...renewals]
      .filter(at => at > 0 && at < 100)
      .map(at => html`<i class="renewal" style="left:${at}%"></i>`)
    return lane({ label: name, hint: 'lease' }, [...segments, ...ticks])
  })
}

/** An apiserver's lease says that it lives; nobody else ever takes it. */
const isIdentity = (lease: string): boolean => lease.startsWith('apiserver-')

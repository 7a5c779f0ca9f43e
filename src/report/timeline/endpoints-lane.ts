import type { HarnessRecord } from '../../history/records.ts'
import type { Html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import { segment } from './segment.ts'
import { stretches } from './stretches.ts'

/** Which servers the `kubernetes` Service led to. */
export function endpointsLane(axis: Axis, harness: readonly HarnessRecord[]): Html | undefined {
  const seen = harness.flatMap(record =>
    record.type === 'endpoints' ? { atUs: record.atUs, value: record.addresses.toSorted() } : [],
  )
  if (seen.length === 0) return undefined
  const most = Math.max(...seen.map(({ value }) => value.length))
  const segments = stretches(seen, axis.toUs).map(({ fromUs, toUs, value }) => {
    const text = value.length === 1 ? '1 address' : `${value.length} addresses`
    return segment(axis, { fromUs, toUs, text, title: value.join(', '), tone: value.length === most ? 'good' : 'warn' })
  })
  return lane({ label: 'kubernetes', hint: 'endpoints' }, segments)
}

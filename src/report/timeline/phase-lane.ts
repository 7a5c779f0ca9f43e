import type { HarnessRecord } from '../../history/records.ts'
import type { Html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import { segment } from './segment.ts'

/** What the scenario was doing. */
export function phaseLane(axis: Axis, harness: readonly HarnessRecord[]): Html {
  const records = harness.filter(record => record.type === 'phase')
  const segments = records.flatMap((record, index) => {
    if (record.at !== 'begin') return []
    const end = records.slice(index).find(other => other.phase === record.phase && other.at === 'end')
    const toUs = end?.atUs ?? axis.toUs
    return segment(axis, { fromUs: record.atUs, toUs, text: record.phase, tone: 'quiet' }) ?? []
  })
  return lane({ label: 'phase' }, segments)
}

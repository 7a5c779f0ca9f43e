import type { HarnessRecord } from '../../history/records.ts'
import type { Html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import { segment } from './segment.ts'
import { stretches } from './stretches.ts'

const words = { True: 'Ready', False: 'NotReady', Unknown: 'Unknown' } as const
const tones = { True: 'good', False: 'bad', Unknown: 'warn' } as const

/** The Ready condition of each Node, as the API gave it. */
export function nodeLanes(axis: Axis, harness: readonly HarnessRecord[]): Html[] {
  const records = harness.filter(record => record.type === 'node')
  return [...Map.groupBy(records, record => record.node)]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, ofNode]) => {
      const seen = ofNode.map(({ atUs, ready }) => ({ atUs, value: ready }))
      const segments = stretches(seen, axis.toUs).map(({ fromUs, toUs, value }) =>
        segment(axis, { fromUs, toUs, text: words[value], title: `Node ${name}: ${words[value]}`, tone: tones[value] }),
      )
      return lane({ label: name, hint: 'Node' }, segments)
    })
}

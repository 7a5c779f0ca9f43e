import type { HarnessRecord } from '../../history/records.ts'
import type { Html } from '../html.ts'
import type { Axis } from './axis.ts'
import { lane } from './lane.ts'
import type { Tone } from './segment.ts'
import { segment } from './segment.ts'
import { stretches } from './stretches.ts'

type Stage = Extract<HarnessRecord, { type: 'pod' }>['stage']

const tones: Record<Stage, Tone> = { created: 'warn', bound: 'warn', started: 'warn', running: 'good', gone: 'quiet' }
const words: Record<Stage, string> = {
  created: 'waits',
  bound: 'starts',
  started: 'started',
  running: 'runs',
  gone: 'gone',
}

/** Pods of the scenario, from their creation on. */
export function podLanes(axis: Axis, harness: readonly HarnessRecord[]): Html[] {
  const records = harness.filter(record => record.type === 'pod')
  return [...Map.groupBy(records, record => record.pod)].map(([name, ofPod]) => {
    const seen = ofPod.map(({ atUs, stage, node }) => ({ atUs, value: { stage, node } }))
    const segments = stretches(seen, axis.toUs).map(({ fromUs, toUs, value: { stage, node } }) => {
      const text = node === undefined || stage === 'gone' ? words[stage] : `${words[stage]} on ${node}`
      return segment(axis, { fromUs, toUs, text, title: `${ofPod[0]?.purpose}: ${text}`, tone: tones[stage] })
    })
    return lane({ label: name, hint: 'pod' }, segments)
  })
}

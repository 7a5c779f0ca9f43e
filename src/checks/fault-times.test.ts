import { expect, test } from 'vitest'
import type { EngineAction, HarnessRecord } from '../history/records.ts'
import { at, type Bare, goodRun } from './__fixtures__/run.ts'
import { faultInstances } from './fault-instances.ts'
import { startAfter } from './fault-times.ts'

type Told = [second: number, record: Bare<HarnessRecord>]

const node = 'lb:0'
const engine = (action: EngineAction): Bare<HarnessRecord> => ({ type: 'engine', node, action })
const step = (name: 'heal-call' | 'healed'): Bare<HarnessRecord> => ({ type: 'fault', fault: 'f-1', step: name })
const called: Told[] = [
  [
    50,
    {
      type: 'fault',
      fault: 'f-1',
      step: 'call',
      kind: 'stop',
      node,
      selector: node,
      reason: 'named',
      effect: { does: 'end', graceful: true },
    },
  ],
  [50.1, { type: 'fault', fault: 'f-1', step: 'begin', evidence: '' }],
  [50.2, engine('die')],
]

function startedAt(told: readonly Told[]): number | undefined {
  const harness = [...called, ...told].map(
    ([second, record], seq) => ({ seq, atUs: at(second), ...record }) as HarnessRecord,
  )
  const us = startAfter(faultInstances({ ...goodRun(), harness })[0]!, harness)
  return us === undefined ? undefined : (us - at(0)) / 1e6
}

test('a victim was started when it was healed', () => {
  const healed: Told[] = [
    [80, step('heal-call')],
    [80.3, engine('start')],
    [80.4, step('healed')],
  ]
  expect(startedAt(healed)).toBe(80.3)
  // An earlier life of it, in which it ended again, is not the one that it lives now.
  expect(startedAt([[60, engine('start')], ...healed])).toBe(80.3)
})

test('one whose fault passed by itself was started before that was called healed', () => {
  const told: Told[] = [
    [52, engine('start')],
    [53, step('heal-call')],
    [53, step('healed')],
  ]
  expect(startedAt(told)).toBe(52)
})

test('of one that nobody saw start nothing is said', () => {
  expect(startedAt([[53, step('heal-call')]])).toBeUndefined()
})

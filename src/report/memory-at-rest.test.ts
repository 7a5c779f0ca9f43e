import { expect, test } from 'vitest'
import type { HarnessRecord } from '../history/records.ts'
import { memoryAtRest } from './memory-at-rest.ts'

const held = (node: 'server:0' | 'lb:0', bytes: number): HarnessRecord => ({
  seq: 0,
  atUs: 0,
  type: 'memory',
  node,
  bytes,
})
const fault: HarnessRecord = { seq: 0, atUs: 0, type: 'fault', fault: 'kill-1', step: 'begin', evidence: 'died' }

test('the last look before the first fault counts', () => {
  const records = [held('server:0', 1), held('lb:0', 5), held('server:0', 2), fault, held('server:0', 3)]
  expect(memoryAtRest(records)).toEqual([
    { node: 'server:0', bytes: 2 },
    { node: 'lb:0', bytes: 5 },
  ])
})

test('without a fault every look was at rest', () => {
  expect(memoryAtRest([held('server:0', 7)])).toEqual([{ node: 'server:0', bytes: 7 }])
})

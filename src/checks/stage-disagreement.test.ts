import { expect, test } from 'vitest'
import type { HarnessRecord } from '../history/records.ts'
import type { Facts } from './facts.ts'
import { stageDisagreement } from './stage-disagreement.ts'

const band = { fromMs: 7000, toMs: 10_000 }

const facts = (harness: HarnessRecord[] = [], healedUs?: number) =>
  ({
    history: { harness },
    faults: [{ node: 'server:1', ...(healedUs === undefined ? {} : { healedUs }) }],
  }) as unknown as Pick<Facts, 'history' | 'faults'>

const after = (seconds: number) => ({ atUs: seconds * 1e6, afterMs: seconds * 1000 })

test('a stage within its band disagrees with nothing', () => {
  expect(stageDisagreement(after(7), band, facts())).toBeUndefined()
  expect(stageDisagreement(after(10), band, facts())).toBeUndefined()
})

test('too late: the cluster, a host short of CPU, or an observer that saw nothing until the healing', () => {
  expect(stageDisagreement(after(14), band, facts())).toEqual({ byMs: 4000, side: 'above', lookAt: 'cluster' })
  const busy = Array.from({ length: 12 }, (_, n): HarnessRecord => {
    return { type: 'host', seq: n, atUs: 10_250_000 + n * 250_000, cpuWaitShare: 1 }
  })
  expect(stageDisagreement(after(14), band, facts(busy))).toEqual({
    byMs: 4000,
    side: 'above',
    lookAt: 'harness',
    because: { kind: 'host-cpu', us: 3_000_000 },
  })
  expect(stageDisagreement(after(31), band, facts([], 30e6))).toEqual({
    byMs: 21_000,
    side: 'above',
    lookAt: 'harness',
    because: { kind: 'read-late', node: 'server:1' },
  })
})

test('too early: the prediction', () => {
  expect(stageDisagreement(after(5), band, facts())).toEqual({ byMs: 2000, side: 'below', lookAt: 'prediction' })
})

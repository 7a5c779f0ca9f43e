import { expect, test } from 'vitest'
import type { Sample } from '../../history/records.ts'
import { inFinalLists } from '../__fixtures__/ledger-defects.ts'
import { goodRun, times } from '../__fixtures__/run.ts'
import { judge } from '../judge.ts'
import { fateOf } from './write.ts'

const write = (outcome: Sample['outcome'], requestSent: boolean): Sample => ({
  seq: 0,
  atUs: 0,
  type: 'sample',
  series: 'lb/write/new',
  n: 0,
  intendedUs: 0,
  endUs: 1,
  outcome,
  requestSent,
})

test.for([
  ['ok', true, 'acknowledged'],
  ['4xx', true, 'rejected'],
  ['429', true, 'rejected'],
  ['refused', false, 'rejected'],
  ['tls', false, 'rejected'],
  ['timeout', false, 'rejected'],
  ['timeout', true, 'indeterminate'],
  ['reset', true, 'indeterminate'],
  ['5xx', true, 'indeterminate'],
] as const)('a write that ended %s, sent: %s, is %s', ([outcome, sent, fate]) => {
  expect(fateOf(write(outcome, sent))).toBe(fate)
})

test('an indeterminate write may be there or not', () => {
  const run = goodRun()
  const [lost] = [...run.samples.get('lb/write/new')!].filter(({ outcome }) => outcome === 'timeout')
  inFinalLists(run, lost!.object!, { resourceVersion: '8000' })
  const { verdict, checks } = judge(run)
  expect(verdict).toBe('pass')
  expect(checks.find(({ id }) => id === 'ledger/acknowledged')!.reason).toEqual({
    kind: 'ledger/acknowledged',
    violations: 0,
    first: [],
    acknowledged: 2579,
    lists: ['direct:server:0', 'direct:server:1', 'direct:server:2'],
    indeterminate: 323,
    tookEffect: 22,
  })
})

test('without a write that was acknowledged nothing is known', () => {
  const run = goodRun()
  for (const id of ['lb/write/new', 'lb/write/reused']) run.change(id, 0, times.end, () => ({ outcome: '5xx' }))
  run.ledger.operations = []
  expect(judge(run).checks.find(({ id }) => id === 'ledger/acknowledged')).toMatchObject({ verdict: 'unknown' })
})

import { expect, test } from 'vitest'
import type { Sample } from '../../history/records.ts'
import { goodRun } from '../__fixtures__/run.ts'
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
  const [lost] = run.samples.get('lb/write/new')!.filter(({ outcome }) => outcome === 'timeout')
  const read = run.harness.find(record => record.type === 'final-read')!
  read.objects.push(lost!.object!)
  const { verdict, checks } = judge(run)
  expect(verdict).toBe('pass')
  expect(checks.find(({ id }) => id === 'ledger/acknowledged')!.reason).toBe(
    'all 1920 acknowledged writes are in the final read; of 280 indeterminate ones 1 are',
  )
})

test('without a write that was acknowledged nothing is known', () => {
  const run = goodRun()
  for (const id of ['lb/write/new', 'lb/write/reused']) run.change(id, 0, 100, () => ({ outcome: '5xx' }))
  expect(judge(run).checks.find(({ id }) => id === 'ledger/acknowledged')).toMatchObject({ verdict: 'unknown' })
})

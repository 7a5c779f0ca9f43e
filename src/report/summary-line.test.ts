import { expect, test } from 'vitest'
import type { Verdict } from '../checks/verdict.ts'
import { summaryLine } from './summary-line.ts'

const checks = (verdicts: Record<string, Verdict>) =>
  Object.entries(verdicts).map(([id, verdict]) => ({
    id,
    kind: 'any',
    title: `Of ${id}`,
    verdict,
    reason: 'so',
    reasonData: { kind: 'so' },
    evidence: [],
  }))

test('the first check that decides is named with its reason', () => {
  expect(summaryLine({ verdict: 'pass', checks: checks({ a: 'pass', b: 'pass' }) })).toBe('All 2 checks passed.')
  expect(summaryLine({ verdict: 'fail', checks: checks({ a: 'unknown', b: 'fail', c: 'pass' }) })).toBe(
    'Of 3 checks 1 failed, 1 unknown, 1 passed. Of b: so.',
  )
  expect(summaryLine({ verdict: 'pass', checks: [] })).toBe('Nothing was judged.')
})

test('a negative control says whether red was seen, and what should have held', () => {
  const control = { mustFail: ['outage/write'], mustPass: ['ledger/'] }
  const told = (verdict: Verdict, verdicts: Record<string, Verdict>) =>
    summaryLine({ verdict, control, checks: checks(verdicts) })
  const red = { 'outage/write/new': 'fail' } as const
  expect(told('pass', { ...red, 'ledger/order': 'pass' })).toBe(
    'A negative control, red where it must be. Of 2 checks 1 failed, 1 passed.',
  )
  expect(told('fail', { 'outage/write/new': 'pass', 'ledger/order': 'pass' })).toBe(
    'A negative control that saw no red at outage/write. Of 2 checks 2 passed.',
  )
  expect(told('fail', { ...red, 'ledger/order': 'fail' })).toBe(
    'A negative control, red where it must be; this must hold even so: Of ledger/order: so. Of 2 checks 2 failed, 0 passed.',
  )
  expect(told('unknown', red)).toBe(
    'A negative control, red where it must be; nothing was judged of ledger/, which must hold. Of 1 checks 1 failed, 0 passed.',
  )
})

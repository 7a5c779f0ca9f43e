import { expect, test } from 'vitest'
import type { Verdict } from '../checks/verdict.ts'
import { runVerdict } from './run-verdict.ts'

const judged = (verdicts: Record<string, Verdict>) => ({
  verdict: 'fail' as const,
  checks: Object.entries(verdicts).map(([id, verdict]) => ({ id, title: '', verdict, reason: '', evidence: [] })),
})
const control = { mustFail: ['outage/lb/write'], mustPass: ['ledger/', 'restarts'] }
const held = { 'outage/lb/write/new': 'fail', 'ledger/order': 'pass', restarts: 'pass', schedule: 'fail' } as const

test("without a negative control the judgement's own verdict counts", () => {
  expect(runVerdict({ mustFail: [], mustPass: [] }, judged(held))).toBe('fail')
})

test('a negative control that asks for red alone passes by it', () => {
  expect(runVerdict({ mustFail: ['outage/'], mustPass: [] }, judged(held))).toBe('pass')
})

test.each<[string, Record<string, Verdict>, Verdict]>([
  ['passes when red is where it must be, and nowhere that must hold', held, 'pass'],
  ['fails when it sees no red', { ...held, 'outage/lb/write/new': 'pass' }, 'fail'],
  ['fails when a promise that must hold does not', { ...held, 'ledger/order': 'fail' }, 'fail'],
  ['decides nothing when one was not judged', { 'outage/lb/write/new': 'fail', restarts: 'pass' }, 'unknown'],
])('a negative control %s', (_what, verdicts, verdict) => {
  expect(runVerdict(control, judged(verdicts))).toBe(verdict)
})

import { expect, test } from 'vitest'
import { goodRun, times } from './__fixtures__/run.ts'
import { controlVerdict, unseenRed } from './control-verdict.ts'
import { judge } from './judge.ts'
import type { Verdict } from './verdict.ts'

const judged = (verdicts: Record<string, Verdict>) =>
  Object.entries(verdicts).map(([id, verdict]) => ({ id, title: '', verdict, reason: '', evidence: [] }))
const control = { mustFail: ['outage/lb/write'], mustPass: ['ledger/', 'restarts'] }
const held = { 'outage/lb/write/new': 'fail', 'ledger/order': 'pass', restarts: 'pass', schedule: 'fail' } as const

test('one that asks for red alone passes by it', () => {
  expect(controlVerdict({ mustFail: ['outage/'], mustPass: [] }, judged(held))).toBe('pass')
})

test.each<[string, Record<string, Verdict>, Verdict]>([
  ['passes when red is where it must be, and nowhere that must hold', held, 'pass'],
  ['fails when it sees no red', { ...held, 'outage/lb/write/new': 'pass' }, 'fail'],
  ['fails when a promise that must hold does not', { ...held, 'ledger/order': 'fail' }, 'fail'],
  ['decides nothing when one was not judged', { 'outage/lb/write/new': 'fail', restarts: 'pass' }, 'unknown'],
])('a negative control %s', (_what, verdicts, verdict) => {
  expect(controlVerdict(control, judged(verdicts))).toBe(verdict)
})

test('what should have seen red is told by its id', () => {
  const both = { ...control, mustFail: ['outage/lb/write', 'schedule'] }
  expect(unseenRed(both, judged({ ...held, 'outage/lb/write/new': 'unknown' }))).toEqual(['outage/lb/write'])
})

test('a story that broke off may never have come to what must fail: it is judged as any other', () => {
  const run = goodRun()
  run.manifest.control = control
  expect(judge(run)).toMatchObject({ verdict: 'fail', control })
  run.tell(times.fault, { type: 'broken-off', reason: 'no container engine' })
  run.problems.push('the run broke off: no container engine')
  expect(judge(run).verdict).toBe('unknown')
  expect(judge(run)).not.toHaveProperty('control')
})

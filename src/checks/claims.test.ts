import { expect, test } from 'vitest'
import { goodRun } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

const judged = (holds: boolean, must: boolean, spoil: (run: ReturnType<typeof goodRun>) => void = () => {}) => {
  const run = goodRun()
  spoil(run)
  run.tell(60, { type: 'claim', claim: 'the stopped server becomes NotReady', holds, seen: 'server-1 is Ready', must })
  return judge(run)
}

const limit = { outcome: 'true' }

test('a claim that is not true is a result, and no failure', () => {
  const { verdict, checks } = judged(false, false)
  expect(checks.find(({ id }) => id === 'claim/1')).toMatchObject({
    promise: { kind: 'claim', claim: 'the stopped server becomes NotReady' },
    verdict: 'pass',
    measured: { outcome: 'not-true' },
    reason: { kind: 'claim-tested', holds: false, seen: 'server-1 is Ready' },
  })
  expect(verdict).toBe('pass')
  expect(judged(true, true).checks.find(({ id }) => id === 'claim/1')).toMatchObject({ verdict: 'pass', limit })
})

test('unless the scenario demands it', () => {
  const { verdict, checks } = judged(false, true)
  expect(checks.find(({ id }) => id === 'claim/1')).toMatchObject({ verdict: 'fail', limit })
  expect(verdict).toBe('fail')
})

test('what was not seen in time says nothing where times are not to be believed', () => {
  const withoutControl = (run: ReturnType<typeof goodRun>) => {
    run.harness = run.harness.filter(({ type }) => type !== 'control')
  }
  const claimOf = (holds: boolean) => judged(holds, true, withoutControl).checks.find(({ id }) => id === 'claim/1')
  expect(claimOf(false)).toMatchObject({ verdict: 'unknown', measured: { outcome: 'not-true' } })
  expect(claimOf(true)).toMatchObject({ verdict: 'pass', measured: { outcome: 'true' } })
})

import { expect, test } from 'vitest'
import { goodRun } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

const judged = (holds: boolean, must: boolean) => {
  const run = goodRun()
  run.tell(60, { type: 'claim', claim: 'the stopped server becomes NotReady', holds, seen: 'server-1 is Ready', must })
  return judge(run)
}

test('a claim that is not true is a result, and no failure', () => {
  const { verdict, checks } = judged(false, false)
  expect(checks.find(({ id }) => id === 'claim/1')).toMatchObject({
    title: '“the stopped server becomes NotReady”',
    verdict: 'pass',
    measured: 'not true',
    reason: 'not true: server-1 is Ready',
  })
  expect(verdict).toBe('pass')
  expect(judged(true, true).checks.find(({ id }) => id === 'claim/1')).toMatchObject({ verdict: 'pass', limit: 'true' })
})

test('unless the scenario demands it', () => {
  const { verdict, checks } = judged(false, true)
  expect(checks.find(({ id }) => id === 'claim/1')).toMatchObject({ verdict: 'fail', limit: 'true' })
  expect(verdict).toBe('fail')
})

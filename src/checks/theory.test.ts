import { expect, test } from 'vitest'
import { goodRun } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

test('the theory of a stopped follower is no election', () => {
  const run = goodRun()
  const call = run.harness.find(record => record.type === 'fault' && record.step === 'call')!
  Object.assign(call, { kind: 'stop', node: 'server:0', selector: 'follower' })
  run.prober = run.prober.filter(({ atUs }) => atUs < call.atUs)
  const theory = () => judge(run).checks.find(({ id }) => id === 'outage/lb/write/new')!.theory
  expect(theory()).toBe('no election: 0 s')
  Object.assign(call, { node: 'server:1', selector: 'leader' })
  expect(theory()).toBe('leadership handed over in under 0.1 s, none was seen')
})

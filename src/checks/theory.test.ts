import { expect, test } from 'vitest'
import { predictionText } from '../report/text/prediction-text.ts'
import { goodRun } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

test('beside the theory stand the elections that were seen', () => {
  const run = goodRun()
  const theory = () => predictionText(judge(run).checks.find(({ id }) => id === 'outage/lb/write/new')!.theory!)
  expect(theory()).toMatch(/^election 4.0–9.5 s .*, here term 2 → 3/)
  const call = run.harness.find(record => record.type === 'fault' && record.step === 'call')!
  Object.assign(call, {
    kind: 'stop',
    node: 'server:0',
    selector: 'follower',
    effect: { does: 'end', graceful: true },
  })
  expect(theory()).toMatch(/, yet term 2 → 3$/)
  run.prober = run.prober.filter(({ atUs }) => atUs < call.atUs)
  expect(theory()).not.toContain('term')
  Object.assign(call, { node: 'server:1', selector: 'leader' })
  expect(theory()).toMatch(/^leadership handed over in under 0.1 s.*, none was seen$/)
})

import { expect, test } from 'vitest'
import { goodRun, type Run } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

/** The good run, and before its fault server:2 is cut from its peers for 3 s; it ends `endS` seconds after the cut. */
function cutRun(renewedS: readonly number[], endS: number): Run {
  const run = goodRun()
  const cut = { kind: 'cut-from-peers', node: 'server:2', selector: 'server:2', reason: 'named' } as const
  run.tell(60, {
    type: 'fault',
    fault: 'cut-0',
    step: 'call',
    ...cut,
    effect: { does: 'cut', from: ['server:0', 'server:1'], lost: 'both' },
  })
  run.tell(60.1, { type: 'fault', fault: 'cut-0', step: 'begin', evidence: 'cut' })
  run.tell(60.2, { type: 'fault', fault: 'cut-0', step: 'proof', proven: true, evidence: 'packets were struck' })
  run.tell(63, { type: 'fault', fault: 'cut-0', step: 'heal-call' })
  run.tell(63.1, { type: 'fault', fault: 'cut-0', step: 'healed', evidence: 'whole' })
  const renewal = {
    type: 'lease',
    lease: 'kube-controller-manager',
    holder: 'server-2_c',
    renewTimeMs: 0,
    transitions: 3,
  } as const
  for (const second of renewedS) run.tell(second, renewal)
  run.tell(60 + endS, { type: 'engine', node: 'server:2', action: 'die', exitCode: 1 })
  run.tell(61 + endS, { type: 'engine', node: 'server:2', action: 'start' })
  return run
}
const restarts = (run: Run) => judge(run).checks.find(({ id }) => id === 'restarts')!.verdict

test('a lease that was renewed for the last time before a short cut, and 10 s not, ends its holder', () => {
  expect(restarts(cutRun([57, 59], 12))).toBe('pass')
})

test('one that was renewed after it, held by another, or left for less is no reason', () => {
  expect(restarts(cutRun([57, 59, 65], 12))).toBe('fail')
  expect(restarts(cutRun([50], 12))).toBe('fail')
  expect(restarts(cutRun([59], 5))).toBe('fail')
})

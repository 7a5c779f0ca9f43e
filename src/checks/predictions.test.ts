import { expect, test } from 'vitest'
import { goodRun, type Run } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { predictionsOf } from './predictions.ts'

/** After the leader's crash the only balancer stands still, from 91 s to 94.5 s. */
function pausedBalancer(): Run {
  const run = goodRun()
  const fault = { type: 'fault', fault: 'pause-2' } as const
  const node = 'lb:0'
  run.tell(91, {
    ...fault,
    step: 'call',
    kind: 'pause',
    node,
    selector: node,
    reason: 'named',
    effect: { does: 'freeze' },
  })
  run.tell(91, { ...fault, step: 'begin', evidence: 'paused' })
  run.tell(94.5, { ...fault, step: 'heal-call' })
  run.tell(94.5, { ...fault, step: 'healed', evidence: 'goes on' })
  run.tell(94.6, { type: 'recovered', node, stage: 'answers', evidence: 'seen' })
  return run
}
const writesAfterPause = (run: Run) =>
  predictionsOf(gatherFacts(run), []).series.find(
    ({ series, faults }) => series === 'lb/write/new' && faults.includes('pause-2'),
  )!

test('what a fault takes for sure may be a part of an outage that is owed to another one', () => {
  const run = pausedBalancer()
  expect(writesAfterPause(run)).toMatchObject({ measuredMs: 0, disagreement: { side: 'below' } })
  run.change('lb/write/new', 70, 94.5, ({ intendedUs }) => ({ outcome: 'timeout', endUs: intendedUs + 5_000_000 }))
  const { gap, disagreement } = writesAfterPause(run)
  expect(gap!.fromMs).toBeGreaterThan(2000)
  expect(disagreement).toBeUndefined()
})

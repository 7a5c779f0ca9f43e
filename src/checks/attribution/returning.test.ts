import { expect, test } from 'vitest'
import type { FaultEffect } from '../../history/records.ts'
import { at, goodRun, type Run } from '../__fixtures__/run.ts'
import { faultInstances } from '../fault-instances.ts'
import { returningNodes } from './returning.ts'

/** server:0 is cut off from 85 s to 88 s. */
function cutRun(): Run {
  const run = goodRun()
  const fault = 'cut-2'
  const node = 'server:0'
  const effect: FaultEffect = { does: 'cut', from: ['server:1', 'server:2'], lost: 'both' }
  const head = { type: 'fault', fault } as const
  run.tell(85, { ...head, step: 'call', kind: 'cut-from-peers', node, selector: node, reason: 'named', effect })
  run.tell(85.1, { ...head, step: 'begin', evidence: 'cut' })
  run.tell(88, { ...head, step: 'heal-call' })
  run.tell(88.2, { ...head, step: 'healed', evidence: 'healed' })
  return run
}
const returns = (run: Run) =>
  returningNodes(run, faultInstances(run)).map(({ node, fromUs, toUs }) => [node, fromUs - at(0), toUs - at(0)])

test('a node that lived through a fault returns until it was seen to be back in every respect', () => {
  const run = cutRun()
  for (const [index, stage] of (['member', 'voter', 'ready', 'endpoints', 'balancer'] as const).entries())
    run.tell(89 + index, { type: 'recovered', node: 'server:0', stage, evidence: 'seen' })
  expect(returns(run)).toEqual([['server:0', 88_000_000, 93_000_000]])
})

test('of one that was not seen to be back, and of one that ended, nothing is said', () => {
  expect(returns(cutRun())).toEqual([])
  expect(returns(goodRun())).toEqual([])
})

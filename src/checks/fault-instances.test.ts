import { expect, test } from 'vitest'
import { at, goodRun } from './__fixtures__/run.ts'
import { faultInstances } from './fault-instances.ts'

test('a fault as it was called, with the roles of just before and what observers saw', () => {
  const [fault, ...others] = faultInstances(goodRun())
  expect(others).toEqual([])
  expect(fault).toMatchObject({
    id: 'f1',
    kind: 'kill',
    node: 'server:1',
    selector: 'leader',
    effect: { does: 'end' },
    calledUs: at(49.98),
    beganUs: at(50),
    healCalledUs: at(80),
    healedUs: at(80.6),
    overUs: at(80),
    leader: 'server:1',
    holders: { 'kube-scheduler': 'server:1' },
  })
  expect(fault!.evidence.map(({ step, proven, ageMs }) => [step, proven, ageMs])).toEqual([
    ['role', true, 80],
    ['begin', true, undefined],
    ['proof', true, undefined],
    ['role', true, undefined],
    ['healed', true, undefined],
  ])
})

test('it is over when its node was started again, whatever it goes on to do; and back when that was seen', () => {
  const run = goodRun()
  run.tell(60, { type: 'engine', node: 'server:1', action: 'start' })
  expect(faultInstances(run)[0]).toMatchObject({ overUs: at(60), backUs: at(87) })
  run.forget(record => record.type === 'recovered' && record.stage === 'balancer')
  expect(faultInstances(run)[0]!.backUs).toBeUndefined()
})

import { expect, test } from 'vitest'
import { at, goodRun } from './__fixtures__/run.ts'
import { electionsOf } from './election.ts'
import { faultInstances } from './fault-instances.ts'

test('runs from the call of the fault that hit the leader to the first word of a leader in a higher term', () => {
  const run = goodRun()
  expect(electionsOf(run, faultInstances(run))).toEqual([
    {
      fromUs: at(49.98),
      toUs: at(56.9),
      fromTerm: '2',
      toTerm: '3',
      fromLeader: 'server:1',
      toLeader: 'server:2',
      termsElapsed: 1,
    },
  ])
})

test("without a fault on the leader it begins with that leader's last word", () => {
  expect(electionsOf(goodRun(), [])[0]).toMatchObject({ fromUs: at(49), toUs: at(56.9) })
})

test('a member that still reports the old term makes no election', () => {
  const run = goodRun()
  run.prober.push({ seq: 999, atUs: at(95), type: 'etcd', node: 'server:0', member: 'a', leader: 'b', term: '2' })
  expect(electionsOf(run, [])).toHaveLength(1)
})

test('a leader that is cut off still says that it leads; it was lost with the cut', () => {
  const run = goodRun()
  const call = run.harness.find(r => r.type === 'fault' && r.step === 'call')!
  Object.assign(call, { kind: 'cut-from-peers', effect: { does: 'cut', from: ['server:0', 'server:2'], lost: 'both' } })
  const words = run.prober.filter(r => r.type === 'etcd' && r.node === 'server:1')
  run.prober.push({ ...words.at(-1)!, atUs: at(55) })
  run.prober.sort((a, b) => a.atUs - b.atUs)
  expect(electionsOf(run, faultInstances(run))[0]).toMatchObject({ fromUs: at(49.98), toUs: at(56.9) })
})

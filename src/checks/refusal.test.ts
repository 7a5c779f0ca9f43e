import { expect, test } from 'vitest'
import type { MemberRecord } from '../history/records.ts'
import { goodRun, type Run } from './__fixtures__/run.ts'
import { gatherFacts } from './facts.ts'
import { refusal } from './refusal.ts'
import { restarts } from './restarts.ts'

const node = 'server:3'

/** A server with a wrong token ends twice, and is removed. */
function refusedRun(): Run {
  const run = goodRun()
  run.tell(41, { type: 'intruder', node, ip: '172.28.8.13', through: 'server:0', defect: 'token' })
  run.tell(41.1, { type: 'members', members: [], purpose: 'changed' })
  for (const second of [41.2, 44]) {
    run.tell(second, { type: 'engine', node, action: 'start' })
    run.tell(second + 2, { type: 'engine', node, action: 'die', exitCode: 1 })
  }
  run.tell(47, { type: 'engine', node, action: 'start' })
  run.tell(48, { type: 'engine', node, action: 'die', exitCode: 137 })
  return run
}
const findingOf = (run: Run) => refusal(gatherFacts(run))[0]
const member = (voter: boolean): MemberRecord => ({ node: undefined, name: 'server-3-0a1b2c3d', id: '77', voter })

test('a server that ends at every try is refused', () => {
  expect(findingOf(refusedRun())).toMatchObject({
    id: 'refusal/server:3',
    verdict: 'pass',
    reason: { kind: 'refused', node, times: 2, exitCode: 1 },
    measured: { unit: 'refusals', value: 2 },
  })
})

test('255 is an end of its own, unless it was killed', () => {
  const run = refusedRun()
  run.forget(record => record.type === 'engine' && record.node === node)
  for (const second of [41.2, 44]) {
    run.tell(second, { type: 'engine', node, action: 'start' })
    run.tell(second + 2, { type: 'engine', node, action: 'die', exitCode: 255 })
  }
  expect(findingOf(run)).toMatchObject({ verdict: 'pass', reason: { times: 2, exitCode: 255 } })
  for (const second of [43, 45]) run.tell(second, { type: 'engine', node, action: 'kill' })
  expect(findingOf(run)).toMatchObject({ verdict: 'fail', reason: { kind: 'not-refused' } })
})

test('its ends are no restarts untold, as they would be of anybody else', { timeout: 30_000 }, () => {
  const run = refusedRun()
  expect(restarts(gatherFacts(run))).toMatchObject([{ verdict: 'pass' }])
  run.forget(({ type }) => type === 'intruder')
  expect(restarts(gatherFacts(run))).toMatchObject([{ verdict: 'fail' }])
})

test('nothing is said where no such server came', () => {
  expect(refusal(gatherFacts(goodRun()))).toEqual([])
})

test.each<[string, (run: Run) => void, object]>([
  [
    'a learner',
    run => run.tell(43, { type: 'members', members: [member(false)], purpose: 'changed' }),
    { kind: 'accepted', trace: { kind: 'is-member', member: '77', voter: false } },
  ],
  [
    'a member at the end',
    run => run.tell(90, { type: 'members', members: [member(true)], purpose: 'final' }),
    { kind: 'accepted', trace: { kind: 'is-member', member: '77', voter: true } },
  ],
  [
    'a Node',
    run => run.tell(43, { type: 'node', node: 'server-3', ready: 'True' }),
    { kind: 'accepted', trace: { kind: 'has-node', name: 'server-3' } },
  ],
  [
    'a process that goes on until it is removed',
    run => run.forget(record => record.type === 'engine' && record.node === node && record.exitCode === 1),
    { kind: 'not-refused', node, through: 'server:0' },
  ],
])('%s is no refusal', (_, plant, reason) => {
  const run = refusedRun()
  plant(run)
  expect(findingOf(run)).toMatchObject({ verdict: 'fail', reason })
})

test('where nobody looked at the members it is not known', () => {
  const run = refusedRun()
  run.forget(({ type }) => type === 'members')
  expect(findingOf(run)).toMatchObject({ verdict: 'unknown' })
})

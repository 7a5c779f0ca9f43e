import { expect, test } from 'vitest'
import type { WatchSessionRecord } from '../../history/ledger-records.ts'
import { goodRun } from '../__fixtures__/run.ts'
import { gatherFacts } from '../facts.ts'
import { watchResumable } from './resumable.ts'

type Step = WatchSessionRecord extends infer T
  ? T extends unknown
    ? Omit<T, 'seq' | 'atUs' | 'type' | 'watcher' | 'path'>
    : never
  : never

const list: Step = { step: 'list', resourceVersion: '5', objects: [] }
const open: Step = { step: 'open', from: '5' }
const answered = (status: number): Step => ({ step: 'answered', from: '5', status })
const closed = (outcome: 'ok' | 'reset' | 'refused'): Step => ({ step: 'closed', from: '5', outcome })
const expired: Step = { step: 'closed', from: '5', outcome: '4xx', expired: true }
const end = (seen: boolean): Step => ({ step: 'end', awaited: '9', seen })
const begun: Step[] = [list, open, answered(200), closed('reset')]

const base = gatherFacts(goodRun())

function judged(steps: Step[]) {
  const course = steps.map(
    (step, seq) =>
      ({ seq, atUs: seq, type: 'watch-session', watcher: 'w', path: 'direct:server:0', ...step }) as WatchSessionRecord,
  )
  const story = { ...base.ledger.watchers[0]!, watcher: 'w', course }
  return watchResumable({ ...base, ledger: { ...base.ledger, watchers: [story] } })[0]!
}

test.for<[string, Step[], string]>([
  ['went on', [...begun, open, answered(200), end(true)], 'pass'],
  [
    'went on after refusals',
    [...begun, open, answered(503), open, answered(429), open, closed('refused'), open, answered(200), end(true)],
    'pass',
  ],
  ['was told 410, and listed anew', [...begun, open, answered(410), list, open, answered(200), end(true)], 'pass'],
  ['was told 410 in its stream', [list, open, answered(200), expired, list, open, answered(200), end(true)], 'pass'],
  ['was ended in the middle of going on, having seen everything', [...begun, open, end(true)], 'pass'],
  ['listed anew without a 410', [...begun, open, answered(503), list, open, answered(200), end(true)], 'fail'],
  ['was told that its version is bad', [...begun, open, answered(400), open, answered(200), end(true)], 'fail'],
  ['never went on, by the word of servers', [...begun, open, answered(504), open, answered(503), end(false)], 'fail'],
  ['never had an answer again', [...begun, open, closed('refused'), open, closed('refused'), end(false)], 'unknown'],
])('a watch that %s', ([, steps, verdict]) => {
  expect(judged(steps).verdict).toBe(verdict)
})

test('resumptions and 410s are counted', () => {
  const steps = [
    ...begun,
    open,
    answered(200),
    closed('ok'),
    open,
    answered(200),
    closed('ok'),
    open,
    answered(410),
    list,
  ]
  expect(judged(steps).measured).toEqual({ unit: 'resumptions', value: 2, gone: 1 })
})

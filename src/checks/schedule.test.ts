import { expect, test } from 'vitest'
import { goodRun } from './__fixtures__/run.ts'
import { judge } from './judge.ts'

type Run = ReturnType<typeof goodRun>

const controller = 'system:serviceaccount:kube-system:node-controller'
const deletes = {
  type: 'audit',
  node: 'server:2',
  user: controller,
  verb: 'delete',
  resource: 'pods',
  name: 'try-1',
  code: 200,
} as const
const gone = { type: 'pod', pod: 'try-1', stage: 'gone', purpose: 'schedule' } as const

/** What is judged of the pod that never ran, in a run in which this is recorded too. */
function judged(plant: (run: Run) => void, isBound = true) {
  const run = goodRun()
  const forgotten = isBound ? ['started', 'running'] : ['bound', 'started', 'running']
  run.forget(record => record.type === 'pod' && record.pod === 'try-1' && forgotten.includes(record.stage))
  run.tell(70, { type: 'node', node: 'server-0', ready: 'Unknown' })
  run.tell(85, { type: 'node', node: 'server-0', ready: 'True' })
  plant(run)
  const { verdict, reason, evidence } = judge(run).checks.find(({ id }) => id === 'schedule')!
  return { verdict, reason, lengthUs: evidence[0]!.toUs - evidence[0]!.fromUs }
}

test('a pod that was deleted is told with its node, the condition of that, and who deleted it', () => {
  const { verdict, reason, lengthUs } = judged(run => {
    run.tell(80, deletes)
    run.tell(80.1, { ...gone, node: 'server-0', disruption: 'DeletionByTaintManager' })
  })
  expect({ verdict, reason, lengthUs }).toEqual({
    // Before its limit is over: it will not run any more.
    verdict: 'fail',
    reason: {
      kind: 'pod-deleted',
      pod: 'try-1',
      afterUs: 29_000_000,
      limitMs: 35_000,
      node: { name: 'server-0', ready: 'Unknown' },
      user: controller,
      disruption: 'DeletionByTaintManager',
    },
    lengthUs: 29_000_000,
  })
})

test('a record from before pods were told as gone has it from the audit logs', () => {
  expect(judged(run => run.tell(80, deletes)).reason).toMatchObject({ kind: 'pod-deleted', user: controller })
})

test('a deletion long after the pod was watched says nothing of why it was not seen to run', () => {
  const watchEndS = 51 + 35 + 15
  expect(judged(run => run.tell(watchEndS - 1, deletes)).reason.kind).toBe('pod-deleted')
  expect(judged(run => run.tell(watchEndS + 1, deletes)).reason.kind).toBe('pod-never-ran')
})

test('without an audit log it is known why, and not by whom', () => {
  const { reason } = judged(run => run.tell(80.1, { ...gone, node: 'server-0', disruption: 'DeletionByPodGC' }))
  expect(reason).toMatchObject({ kind: 'pod-deleted', afterUs: 29_100_000, disruption: 'DeletionByPodGC' })
  expect(reason).not.toHaveProperty('user')
})

test('a pod that was deleted before it was bound has no node', () => {
  const { reason } = judged(run => run.tell(80.1, gone), false)
  expect(reason).toEqual({ kind: 'pod-deleted', pod: 'try-1', afterUs: 29_100_000, limitMs: 35_000 })
})

test.each([
  ['of another pod', { ...deletes, name: 'replica-1' }],
  ['that was refused', { ...deletes, code: 409 }],
  ['of something else by that name', { ...deletes, resource: 'leases' }],
])('a deletion %s is none of it', (_what, deletion) => {
  expect(judged(run => run.tell(80, deletion)).reason).toMatchObject({ kind: 'pod-never-ran' })
})

test('a pod that ran, and was deleted later, ran', () => {
  const run = goodRun()
  run.tell(90, deletes)
  expect(judge(run).checks.find(({ id }) => id === 'schedule')).toMatchObject({ verdict: 'pass' })
})

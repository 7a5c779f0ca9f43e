import { expect, test } from 'vitest'
import { type Answer, answeringKube } from '../kube/__fixtures__/answering-kube.ts'
import { schedulePod } from './schedule-pod.ts'
import type { Session } from './session.ts'

const bound = { spec: { nodeName: 'agent-0' }, status: { phase: 'Pending' } }
const condemned = {
  ...bound,
  status: {
    phase: 'Pending',
    conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager' }],
  },
}
const running = { ...bound, status: { phase: 'Running' } }

/** What is told of a pod of which one look after the other finds this. */
async function told(...looks: Answer[]): Promise<object[]> {
  const kube = await answeringKube(request => (request.startsWith('POST') ? {} : (looks.shift() ?? 'cut off')))
  const records: object[] = []
  await schedulePod({
    cluster: { kube, images: [{ role: 'workload', reference: 'workload' }] },
    scenario: { limits: { scheduleMs: 10_000 } },
    faults: [],
    signal: new AbortController().signal,
    record: (record: object) => records.push(record),
    awaiting: () => {},
  } as unknown as Session)
  return records.map(record => {
    const { type, pod, purpose, atUs, ...rest } = record as Record<string, unknown>
    expect({ type, purpose }).toEqual({ type: 'pod', purpose: 'schedule' })
    return rest
  })
}

test('a pod that runs is told step by step', async () => {
  expect(await told({}, 'no such path', bound, bound, running)).toEqual([
    { stage: 'created' },
    { stage: 'bound', node: 'agent-0' },
    { stage: 'started', node: 'agent-0' },
    { stage: 'running', node: 'agent-0' },
  ])
})

test('a pod that was deleted before it ran is told as gone, at once, and why', async () => {
  expect(await told({}, bound, condemned, 'absent')).toEqual([
    { stage: 'created' },
    { stage: 'bound', node: 'agent-0' },
    { stage: 'gone', node: 'agent-0', disruption: 'DeletionByTaintManager' },
  ])
})

test('a pod that was deleted before it was bound is told as gone', async () => {
  expect(await told({}, 'absent')).toEqual([{ stage: 'created' }, { stage: 'gone' }])
})

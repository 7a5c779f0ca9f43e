import { expect, test } from 'vitest'
import { stageDetailText, stageText } from './stage-text.ts'

test('stages of recovery in words', () => {
  expect(stageText({ kind: 'operation-back', operation: 'dns', by: 'pod' })).toBe('DNS answers from a pod back')
  expect(stageText({ kind: 'operation-back', operation: 'write', by: 'client' })).toBe('writes back')
  expect(stageText({ kind: 'lease-moved', lease: 'kube-scheduler' })).toBe('lease kube-scheduler moved')
  expect(stageText({ kind: 'rejoined', node: 'server:1', stage: 'voter' })).toBe('server:1 voter')
  expect(stageText({ kind: 'new-pod', stage: 'running' })).toBe('new pod running')
})

test('what their time does not say', () => {
  expect(stageDetailText({ kind: 'never-gone' })).toBe('never gone')
  expect(stageDetailText({ kind: 'longest-outage', us: 7_004_800 })).toBe('longest outage 7.00 s')
  expect(stageDetailText({ kind: 'degraded-for', us: 37_000_000 })).toBe('degraded for 37.0 s')
  expect(stageDetailText({ kind: 'not-needed', node: 'server:1' })).toBe('not needed: server:1 was Ready again before')
})

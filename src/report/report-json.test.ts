import { expect, test } from 'vitest'
import { judge } from '../checks/judge.ts'
import { crashedLeader, failedRun } from './__fixtures__/crashed-leader.ts'
import { runReport } from './report-json.ts'
import { reportSchema } from './report-schema.ts'

test('a report keeps its own schema, word for word', () => {
  const { history, judgement } = crashedLeader()
  const report = runReport(history, judgement)
  expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
})

test('what the checks really say of this history keeps it too', () => {
  const { history } = crashedLeader()
  const judgement = judge(history)
  const report = runReport(history, judgement)
  expect(reportSchema.parse(report)).toEqual(report)
  expect(report.verdict).toBe('pass')
})

test('the stand-in is named as one, and a fault with what proves it', () => {
  const { history, judgement } = failedRun()
  const { images, faults, summary, startedAt, durationMs } = runReport(history, judgement)
  expect(images.map(image => image.name)).toEqual([
    'holdfast/node:6f1c2a90 (a stand-in for k3s)',
    'holdfast/nginx:b01d3c77',
    'holdfast/client:0c55e8d2',
  ])
  expect(faults[0]).toMatchObject({ kind: 'kill', node: 'server:1', selector: 'leader', beganUs: 4_223_012_000 })
  expect(faults[0]?.evidence).toHaveLength(5)
  expect({ startedAt, durationMs }).toEqual({ startedAt: '2026-11-21T06:14:09.000Z', durationMs: 104_400 })
  expect(summary).toBe(
    'Of 12 checks 1 failed, 1 unknown, 10 passed. Writes on new connections are back within 12.0 s: the longest time without a successful write on new connections was 7.11 s; 5.00 s are allowed.',
  )
})

test('no token reaches a report', () => {
  const { history, judgement } = crashedLeader()
  history.manifest.topology.extraArgs = [{ nodes: 'server:*', args: ['--agent-token=hush'] }]
  history.manifest.command = 'K3S_TOKEN=hush npm start'
  expect(JSON.stringify(runReport(history, judgement))).not.toContain('hush')
})

import { expect, test } from 'vitest'
import { goodRun, type Run } from '../checks/__fixtures__/run.ts'
import { judge } from '../checks/judge.ts'
import { crashedLeader } from './__fixtures__/crashed-leader.ts'
import { compare } from './comparison/compare.ts'
import { convertReport, type FirstReport } from './convert-report.ts'
import { runReport } from './report-json.ts'
import type { RunReport } from './report-schema.ts'

/** As the first schema had it: stages by their words alone, and causes of another shape. */
function first({ checks, formation, recovery, series, ...report }: RunReport): FirstReport {
  const causes = [{ mechanism: 'etcd election', fromUs: 0, toUs: 1, event: 'term 2 → 3' }] as never
  const old = ({ outages, episodes }: RunReport['series'][number]['failed']) => ({
    outages: outages.map(outage => ({ ...outage, causes })),
    episodes,
  })
  return {
    ...report,
    schemaVersion: 1,
    checks: checks.map(
      ({ kind: _, reasonData: __, measuredValue: ___, limitValue: ____, theoryValue: _____, ...check }) => check,
    ),
    formation: formation.map(({ text, ...step }) => ({ ...step, stage: text })),
    recovery: recovery.map(({ text, disagreementData: _, noteData: __, ...stage }) => ({ ...stage, stage: text })),
    series: series.map(each => ({ ...each, failed: old(each.failed), stalled: old(each.stalled) })),
  }
}

/** A time of rejoining it has none. */
function learnerRun(): Run {
  const run = goodRun()
  for (const record of run.harness) {
    if (record.type !== 'members' || record.purpose !== 'final') continue
    for (const member of record.members) if (member.node === 'server:1') member.voter = false
  }
  return run
}

const compared = (report: RunReport) => compare([{ report, verdict: report.verdict, directory: 'a' }])

test.each([
  ['a run whose stages are all there', goodRun()],
  ['a crashed leader', crashedLeader().history],
  ['a server that came back as a learner', learnerRun()],
])('%s compares as it did', (_, history) => {
  const report = runReport(history, judge(history))
  const converted = convertReport(first(report))
  expect(converted.formation).toEqual(report.formation)
  expect(converted.recovery.map(({ stage }) => stage)).toEqual(report.recovery.map(({ stage }) => stage))
  expect(compared(converted)).toEqual(compared(report))
})

test('pods that ask for a name, and a stage that nobody knows any more', () => {
  const report = runReport(goodRun(), judge(goodRun()))
  const stage = (words: string) => ({ fault: 'f1', stage: words, atUs: 0, afterMs: 0, from: 'fault' as const })
  const recovery = ['DNS answers from a pod back', 'first write'].map(stage)
  expect(convertReport({ ...first(report), recovery }).recovery).toEqual([
    {
      ...stage('DNS answers from a pod back'),
      stage: { kind: 'operation-back', operation: 'dns', by: 'pod' },
      text: 'DNS answers from a pod back',
    },
  ])
})

import { campaignReport } from '../campaign-json.ts'
import { campaignRun } from '../campaign-run.ts'
import type { CampaignReport } from '../campaign-schema.ts'
import { runReport } from '../report-json.ts'
import type { RunReport } from '../report-schema.ts'
import { crashedLeader, failedRun } from './crashed-leader.ts'

const reportOf = ({ history, judgement }: ReturnType<typeof crashedLeader>, runId: string): RunReport => ({
  ...runReport(history, judgement),
  runId,
})

/** A campaign of a run that held, one that did not, and one that could not be judged. */
export function campaign(): { campaign: CampaignReport; reports: RunReport[] } {
  const reports = [reportOf(crashedLeader(), 'a3f1'), reportOf(failedRun(), 'b7c2')]
  const broken = {
    runId: 'c9d4',
    title: 'a stopped follower',
    verdict: 'unknown' as const,
    seed: 7,
    durationMs: 61_000,
    directory: 'c9d4',
    checks: { pass: 0, fail: 0, unknown: 0 },
    error: 'the cluster did not form: server:2 <never> answered',
  }
  return {
    campaign: campaignReport({
      campaignId: '261121-061350-k2p',
      startedAt: new Date(Date.UTC(2026, 10, 21, 6, 13, 50)),
      endedAt: new Date(Date.UTC(2026, 10, 21, 6, 18, 20)),
      exitCode: 1,
      runs: [...reports.map(report => campaignRun(report, report.runId)), broken],
    }),
    reports,
  }
}

import type { CampaignRun } from './campaign-schema.ts'
import { countVerdicts } from './count-verdicts.ts'
import type { RunReport } from './report-schema.ts'

/** A judged run's line in `campaign.json`; `directory` is relative to that file. */
export function campaignRun(report: RunReport, directory: string): CampaignRun {
  const { runId, title, verdict, seed, durationMs, checks } = report
  return { runId, title, verdict, seed, durationMs, directory, checks: countVerdicts(checks) }
}

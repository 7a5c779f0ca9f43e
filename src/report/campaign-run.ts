import type { CampaignRun } from './campaign-schema.ts'
import { countVerdicts } from './count-verdicts.ts'
import type { RunReport } from './report-schema.ts'

/** A judged run's line in `campaign.json`; `directory` is relative to that file. */
export function campaignRun(report: RunReport, directory: string): CampaignRun {
  const { runId, title, verdict, control, seed, durationMs, checks } = report
  const negative = control === undefined ? {} : { negative: true as const }
  return { runId, title, verdict, ...negative, seed, durationMs, directory, checks: countVerdicts(checks) }
}

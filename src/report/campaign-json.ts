import { withoutSecrets } from '../base/without-secrets.ts'
import { worst } from '../checks/verdict.ts'
import type { CampaignReport, CampaignRun } from './campaign-schema.ts'
import { campaignSchemaVersion } from './campaign-schema.ts'

interface Campaign {
  campaignId: string
  startedAt: Date
  endedAt: Date
  exitCode: number
  runs: CampaignRun[]
}

/** The object of `campaign.json`; its verdict is the worst of its runs'. */
export const campaignReport = ({ campaignId, startedAt, endedAt, exitCode, runs }: Campaign): CampaignReport =>
  withoutSecrets({
    schemaVersion: campaignSchemaVersion,
    campaignId,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    verdict: worst(runs.map(run => run.verdict)),
    exitCode,
    runs,
  })

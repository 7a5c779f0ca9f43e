import { withoutSecrets } from '../base/without-secrets.ts'
import { worst } from '../checks/verdict.ts'
import type { CampaignReport, CampaignRun } from './campaign-schema.ts'
import { campaignSchemaVersion } from './campaign-schema.ts'
import type { Comparison } from './comparison/comparison-schema.ts'

interface Campaign {
  campaignId: string
  startedAt: Date
  endedAt: Date
  exitCode: number
  runs: CampaignRun[]
  comparison?: Comparison | undefined
}

/** The object of `campaign.json`; its verdict is the worst of its runs'. */
export const campaignReport = ({
  campaignId,
  startedAt,
  endedAt,
  exitCode,
  runs,
  comparison,
}: Campaign): CampaignReport =>
  withoutSecrets({
    schemaVersion: campaignSchemaVersion,
    campaignId,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    verdict: worst(runs.map(run => run.verdict)),
    exitCode,
    runs,
    ...(comparison === undefined ? {} : { comparison }),
  })

import { z } from 'zod'
import { verdicts } from '../checks/verdict.ts'
import { comparisonSchema } from './comparison/comparison-schema.ts'

/** Raised when `campaign.json` changes its meaning. */
export const campaignSchemaVersion = 1

const count = z.int().nonnegative()

const campaignRun = z.object({
  runId: z.string(),
  title: z.string(),
  verdict: z.enum(verdicts),
  seed: z.int(),
  durationMs: z.number(),
  directory: z.string().describe("The run's directory, relative to this file"),
  checks: z.object({ pass: count, fail: count, unknown: count }),
  negative: z.literal(true).optional().describe('A negative control: checks fail in it because they must'),
  error: z.string().optional().describe('Why the run could not be told or judged to its end'),
})

/** `campaign.json`: one invocation of Holdfast and its runs. */
export const campaignSchema = z
  .object({
    schemaVersion: z.literal(campaignSchemaVersion),
    campaignId: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
    verdict: z.enum(verdicts),
    exitCode: z.int().describe('0 pass, 1 fail, 2 unknown, 3 could not test, 4 bad input, 130 interrupted'),
    runs: z.array(campaignRun),
    comparison: comparisonSchema.optional().describe('Where a scenario ran on several topologies, or several times'),
  })
  .describe('One invocation of Holdfast')

export type CampaignReport = z.output<typeof campaignSchema>
export type CampaignRun = z.output<typeof campaignRun>

import { expect, test } from 'vitest'
import { campaign } from './__fixtures__/campaign.ts'
import { campaignSchema } from './campaign-schema.ts'

test('the worst run decides, and the object keeps its schema', () => {
  const { campaign: written } = campaign()
  expect(written.verdict).toBe('fail')
  expect(written.runs.map(run => run.checks)).toEqual([
    { pass: 12, fail: 0, unknown: 0 },
    { pass: 10, fail: 1, unknown: 1 },
    { pass: 0, fail: 0, unknown: 0 },
  ])
  expect(campaignSchema.parse(JSON.parse(JSON.stringify(written)))).toEqual(written)
})

import { z } from 'zod'
import { scheduleSchema } from '../chaos/schedule-schema.ts'
import { topologySchema } from '../topology/topology.ts'
import { campaignSchema } from './campaign-schema.ts'
import { reportSchema } from './report-schema.ts'

/** The published JSON Schemas by file name: a topology and a schedule as people write them, the reports as they are written. */
export const schemaFiles = (): Record<string, string> => ({
  'topology.schema.json': jsonSchema(topologySchema, 'input'),
  'schedule.schema.json': jsonSchema(scheduleSchema, 'input'),
  'report.schema.json': jsonSchema(reportSchema, 'output'),
  'campaign.schema.json': jsonSchema(campaignSchema, 'output'),
})

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): string =>
  `${JSON.stringify(z.toJSONSchema(schema, { io, override: ({ jsonSchema }) => tidy(jsonSchema) }), null, 2)}\n`

/** Leaves out what only zod means: the bounds of a safe integer, and formats that no other reader knows. */
function tidy(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.format === 'starts_with') delete schema.format
}

import { z } from 'zod'
import { verdicts } from '../../checks/verdict.ts'

const spread = z.object({
  min: z.number(),
  median: z.number(),
  max: z.number(),
  runs: z.int().positive().describe('How many runs measured it'),
  floor: z.string().optional().describe('What theory gives for these settings, in short'),
  theory: z.string().optional().describe('Why'),
})

const row = z.object({
  title: z.string().describe("The scenario's"),
  cell: z.string().describe('What tells its topology from those of the other rows'),
  verdict: z.enum(verdicts).optional().describe("The worst of its runs'; absent where none ran"),
  runs: z.array(z.object({ runId: z.string(), directory: z.string(), verdict: z.enum(verdicts) })),
  notRun: z.string().optional().describe('Why this cell cannot run'),
  values: z.record(z.string(), spread).describe('By the id of the measure'),
})

/** The same story over several topologies, a row each. */
export const comparisonSchema = z
  .object({
    measures: z.array(
      z.object({ id: z.string(), title: z.string(), group: z.string(), unit: z.enum(['ms', 'share', 'bytes']) }),
    ),
    rows: z.array(row),
  })
  .describe('The same story over several topologies')

export type Comparison = z.output<typeof comparisonSchema>
export type ComparisonRow = Comparison['rows'][number]
export type Spread = z.output<typeof spread>
export type MeasureHead = Comparison['measures'][number]

import { z } from 'zod'
import { causeOfCheckSchema, leaderChangeSchema } from './cause-schema.ts'

const us = z.int()

const reason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unproven'), faults: z.array(z.string()) }),
  z.object({ kind: z.literal('lost-less') }),
  z.object({ kind: z.literal('elected'), change: leaderChangeSchema }),
  z.object({ kind: z.literal('host-cpu'), us }),
  z.object({ kind: z.literal('unexplained'), us }),
  z.object({ kind: z.literal('cause'), cause: causeOfCheckSchema.describe('The first of them'), us }),
  z.object({ kind: z.literal('read-late'), node: z.string() }),
])

/** How something that was measured misses what theory gives for it. */
export const disagreementSchema = z.object({
  byMs: z.number(),
  side: z.enum(['above', 'below']),
  lookAt: z.enum(['cluster', 'harness', 'prediction']),
  because: reason.optional(),
})

import { z } from 'zod'
import { operations, rejoinStages } from '../history/records.ts'

const ofNode = z.object({
  kind: z.enum(['not-ready', 'endpoints-without', 'endpoints-with', 'pods-replaced']),
  node: z.string(),
})

/** A moment of recovery from a fault. */
export const stageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('operation-back'), operation: z.enum(operations), by: z.enum(['client', 'pod']) }),
  z.object({ kind: z.literal('lease-moved'), lease: z.string() }),
  z.object({ kind: z.literal('new-pod'), stage: z.enum(['bound', 'started', 'running']) }),
  z.object({ kind: z.literal('rejoined'), node: z.string(), stage: z.enum(rejoinStages) }),
  z.object({ kind: z.literal('redundancy-restored') }),
  ofNode,
])

/** What the time of such a moment does not say. */
export const stageDetailSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('never-gone') }),
  z.object({ kind: z.literal('longest-outage'), us: z.int() }),
  z.object({ kind: z.literal('degraded-for'), us: z.int() }),
  z.object({ kind: z.literal('not-needed'), node: z.string() }),
])

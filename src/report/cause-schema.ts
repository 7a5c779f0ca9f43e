import { z } from 'zod'
import { causeKinds } from './text/cause-text.ts'

const us = z.int()
const ms = z.number()

const nodeEvent = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.enum(['signalled', 'died', 'started', 'paused']), node: z.string() }).describe('By the engine'),
    z.object({
      kind: z.literal('fault-began'),
      node: z.string(),
      fault: z.string(),
      faultKind: z.string(),
      seen: z.string().optional().describe("In its observer's words; without them it was only called"),
    }),
    z.object({ kind: z.literal('fault-healed'), node: z.string(), fault: z.string(), faultKind: z.string() }),
  ])
  .meta({ id: 'node-event' })

/** Who led etcd before and after an election. */
export const leaderChangeSchema = z.object({
  fromTerm: z.string(),
  toTerm: z.string(),
  fromLeader: z.string(),
  toLeader: z.string(),
  termsElapsed: z.int(),
})

const upstreamOut = { server: z.string().optional(), reason: z.string().optional() }

/** What the event behind a cause tells, by its kind. */
const eventData = z
  .union([
    nodeEvent,
    z.array(nodeEvent),
    leaderChangeSchema,
    z.object({ connections: z.int(), servers: z.array(z.string()), unnamed: z.literal(true).optional() }),
    z.object({ balancer: z.string(), ...upstreamOut }),
    z.object({ lost: nodeEvent, taker: z.string(), afterUs: us }),
    z.object({ waitShare: z.number() }),
    z.object({ intervalMs: ms }),
    z.object(upstreamOut),
  ])
  .meta({ id: 'cause-event' })

const electionBand = z
  .object({
    candidateMs: z.object({ fromMs: ms, toMs: ms }).describe('When the first candidate stands'),
    medianMs: ms,
    tookMs: ms,
    percentile: z.int().describe('Of a hundred such elections, how many had a first candidate by then'),
  })
  .describe('What theory gives for an election, and where this one lies in it')

/** A cause as the checks give it. */
export const causeOfCheckSchema = z.object({
  kind: z.enum(causeKinds),
  fromUs: us,
  toUs: us,
  event: eventData,
  band: electionBand.optional(),
})

/** Parts of an outage with one name that rest on one event. */
export const causeSchema = z
  .object({
    kind: z.enum(causeKinds),
    text: z.string().describe('The kind, for people'),
    event: z.string().describe('The event, for people'),
    band: z.string().optional().describe('What theory gives, for people'),
    count: z.int().positive().describe('How many such parts there are'),
    coveredUs: us.describe('How long they are together; where they overlap it counts once'),
    spans: z.array(z.tuple([us, us])).describe('From and to of each'),
    eventData: eventData.describe('By the kind'),
    bandData: electionBand.optional(),
  })
  .meta({ id: 'cause' })

import { z } from 'zod'
import { durationMs } from '../base/duration.ts'
import { topologySchema } from '../topology/topology.ts'
import { quorumWords } from './schedule.ts'

/** Longer, and a fault would come near the moment at which its undo is played whatever its owner does. */
export const longestFaultMs = 10 * 60_000
/** Of a whole schedule: what takes a fault and its healing, and what a desk waits for. */
export const durationBoundsMs = { least: 60_000, most: 2 * 3_600_000 } as const

const lengthHint = "write a length such as '20s'"
const length = (least: number, most: number, hint: string) =>
  z
    .string(lengthHint)
    .regex(/^\d+(\.\d+)?(ms|s|m|h)$/, { error: lengthHint, abort: true })
    .refine(text => durationMs(text) >= least && durationMs(text) <= most, hint)

const selectorHint = "write for example 'leader', 'random' or 'server:1'"
const selector =
  /^(leader|follower|random|minority|majority|all|leading-server|active-balancer|host:coredns|carrier:agent:\d+|lease:[a-z0-9-]+|(server|agent|lb|db|etcd):\d+)$/

const fault = z
  .strictObject({
    at: length(0, durationBoundsMs.most, lengthHint).describe("When, from the schedule's begin."),
    fault: z.string("write a fault's name").describe("Its name; 'holdfast faults' lists them."),
    on: z
      .string(selectorHint)
      .regex(selector, selectorHint)
      .describe('Who is struck: leader, follower, random, minority, majority, all, or a node such as server:1.'),
    options: z.record(z.string(), z.unknown(), 'write fields').optional().describe('What the fault is told.'),
    lasts: length(1000, longestFaultMs, "write a length from '1s' to '10m'").describe('Until it is healed.'),
  })
  .describe('One fault.')

/** A schedule as it stands in a file. */
export const scheduleSchema = z
  .strictObject({
    $schema: z.string().optional().describe('For editors; ignored.'),
    seed: z.int('write a whole number').min(0).max(0x7fffffff).describe('From it selectors draw while it runs.'),
    duration: length(durationBoundsMs.least, durationBoundsMs.most, "write a length from '1m' to '2h'").describe(
      'How long it lasts, healing included.',
    ),
    quorum: z
      .enum(quorumWords, "write 'keep' or 'break'")
      .default('keep')
      .describe("'keep': a fault that would now take the datastore's quorum away is skipped."),
    topology: topologySchema.optional().describe('The cluster; fields that are left out keep their defaults.'),
    faults: z.array(fault, 'write a list of faults').min(1, 'write at least one').describe('In order of time.'),
  })
  .describe('Faults that strike one after another: holdfast chaos --schedule.')

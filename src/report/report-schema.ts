import { z } from 'zod'
import { verdicts } from '../checks/verdict.ts'
import { formationStages } from '../history/formation-stage.ts'
import { connections } from '../history/records.ts'
import { imageRoles } from '../topology/image-role.ts'
import { severities } from '../topology/lint/rule.ts'
import { topologySchema } from '../topology/topology.ts'
import { causeSchema } from './cause-schema.ts'
import { disagreementSchema } from './disagreement-schema.ts'
import { stageDetailSchema, stageSchema } from './stage-schema.ts'

/** Raised when `report.json` changes its meaning. */
export const reportSchemaVersion = 2

const us = z.int().describe("Microseconds of the kernel's monotonic clock")
const ms = z.number().describe('Milliseconds')
const count = z.int().nonnegative()

const evidence = z.object({
  fromUs: us,
  toUs: us,
  text: z.string(),
  samples: z.object({ series: z.string(), from: count, to: count }).optional(),
})

const amount = z
  .looseObject({
    unit: z.string().optional(),
    value: z.number().optional(),
    leastMs: ms.optional().describe('Of limits that the model gives each fault, the least'),
    mostMs: ms.optional().describe('And the most'),
    outcome: z.string().optional().describe('Where it is no number'),
  })
  .describe('Lengths of time in ms, shares from 0 to 1')

const expected = z.object({ fromMs: ms, toMs: ms.optional() })

const check = z.object({
  id: z.string().describe('Stable and unique within a run'),
  kind: z
    .string()
    .describe('What it promises; of checks of one kind each promises it of another series, node or fault'),
  title: z.string().describe('The promise'),
  verdict: z.enum(verdicts),
  reason: z.string(),
  reasonData: z.looseObject({ kind: z.string() }).describe('What the reason was made of'),
  measured: z.string().optional(),
  measuredValue: amount.optional(),
  limit: z.string().optional(),
  limitValue: amount.optional(),
  theory: z.string().optional(),
  theoryValue: expected.optional().describe('Without toMs theory knows no upper end'),
  underOwnTimers: z
    .string()
    .optional()
    .describe("What the verdict would be under the distribution's own timers, where the model gives another one"),
  underOwnTimersData: z
    .object({ would: z.enum(['pass', 'fail']), isSure: z.boolean(), because: z.looseObject({ kind: z.string() }) })
    .optional(),
  evidence: z.array(evidence),
})

const outage = z.object({
  fromUs: us,
  toUs: us,
  closed: z.boolean().describe("False: no success came before the record's end"),
  firstSample: count,
  lastSample: count,
  outcomes: z.record(z.string(), count),
  causes: z.array(causeSchema).describe('Those of one kind that rest on one event are one entry'),
  unexplainedUs: us,
})

const episode = z.object({ fromUs: us, toUs: us, bad: count, total: count, longestAllBadUs: us })
const gaps = z.object({ outages: z.array(outage), episodes: z.array(episode) })

const series = z.object({
  definition: z.object({
    id: z.string(),
    path: z.string(),
    operation: z.string(),
    connection: z.enum(connections),
    intervalMs: ms,
    deadlineMs: ms,
  }),
  samples: count,
  byOutcome: z.record(z.string(), count),
  availability: z.number().describe('0 to 1, among the samples that were not void'),
  latencyMs: z.object({ p50: ms, p95: ms, p99: ms, max: ms }).describe('Of successes, from the intended time'),
  firstSuccessMs: ms.optional().describe('From the first fault to the first success that was sent after it'),
  failed: gaps.describe("Of attempts that failed or took longer than the series' deadline"),
  stalled: gaps.describe('Of attempts that failed or took longer than 250 ms'),
})

const band = z.object({ fromMs: ms, toMs: ms })

const part = z.object({ share: z.number(), forMs: ms.optional() })
const basis = z.looseObject({ kind: z.string() })

const predictedSeries = z.object({
  series: z.string(),
  faults: z.array(z.string()).describe('Those that overlap in time; none where nothing was struck'),
  gap: expected
    .optional()
    .describe('The longest time without a success; without toMs theory knows no upper end, without all no number'),
  partly: part
    .optional()
    .describe('While others succeed: the share of new connections that fails, and for how long at most'),
  words: z.string(),
  basis: basis.optional().describe('What it rests on, as data'),
  meetsLost: part.optional().describe('Of `partly`, what meets a server that is lost'),
  elections: z
    .object({
      expected: z.boolean(),
      seen: z.array(z.object({ fromTerm: z.string(), toTerm: z.string(), termsElapsed: count })),
    })
    .optional(),
  measuredMs: ms.describe('The longest outage, stalled or failed'),
  disagreement: z.string().optional().describe('By how much they miss each other, and where to look'),
  disagreementData: disagreementSchema.optional(),
})

const foreseenRestart = z.object({
  node: z.string(),
  band,
  deadlineMs: ms.optional().describe('For how long it goes without renewing a lease that it holds'),
  isSure: z.boolean().optional(),
  words: z.string(),
  measuredMs: ms.optional(),
})

const fault = z.object({
  id: z.string(),
  kind: z.string(),
  node: z.string(),
  selector: z.string(),
  reason: z.string(),
  effect: z.looseObject({ does: z.string() }).describe('What it does to its node while it lasts'),
  calledUs: us,
  beganUs: us.optional().describe('When an observer saw it take effect'),
  healCalledUs: us.optional(),
  healedUs: us.optional(),
  overUs: us
    .optional()
    .describe('When it was over for its node: taken back, or the node was started again before that'),
  backUs: us.optional().describe('When its node was back in every respect'),
  leader: z.string().optional().describe('Who led etcd just before'),
  holders: z.record(z.string(), z.string()).describe('Who held which lease just before'),
  hostsDns: z.literal(true).optional().describe("It was drawn because it hosts a replica of the cluster's DNS"),
  evidence: z.array(
    z.object({
      step: z.enum(['begin', 'role', 'proof', 'heal-call', 'healed']),
      atUs: us,
      text: z.string(),
      proven: z.boolean(),
      ageMs: ms.optional().describe('How old the sight of a role was at the act'),
    }),
  ),
})

const startTimers = z.object({
  learnerTickMs: ms.optional().describe("How often etcd's leader makes a learner a voter, one at a time"),
  etcdTestMs: ms.optional().describe('How often a server tests its own etcd before it starts its API'),
  etcdServesMs: ms.optional().describe('How long such a test may take, of an etcd that does not serve yet'),
  partsAgainMs: ms.optional().describe('Until parts are started again that ended for want of another one'),
})

const image = z.object({
  role: z.enum(imageRoles),
  name: z.string().describe('For people; a stand-in says that it is one'),
  reference: z.string(),
  id: z.string(),
  digest: z.string().optional(),
  how: z.enum(['pulled', 'built']),
  standIn: z.boolean(),
  contents: z.string(),
})

const lintFinding = z.object({
  rule: z.string(),
  severity: z.enum(severities),
  subject: z.string().describe('The node, the field, or the line of a file'),
  found: z.string(),
  why: z.string(),
  source: z.string(),
  advice: z.string(),
  allowed: z.boolean().optional().describe('The scenario allows it by name'),
})

/** `report.json`: one run, judged. No raw samples; they are in the history beside it. */
export const reportSchema = z
  .object({
    schemaVersion: z.literal(reportSchemaVersion),
    runId: z.string(),
    title: z.string(),
    file: z.string(),
    tags: z.array(z.string()),
    verdict: z.enum(verdicts),
    control: z
      .object({ mustFail: z.array(z.string()), mustPass: z.array(z.string()) })
      .optional()
      .describe('Present in a negative control: the beginnings of ids of which one must fail each, and all must pass'),
    summary: z.string(),
    command: z.string().describe('Runs this again'),
    seed: z.int(),
    generator: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
    durationMs: ms,
    timing: z.enum(['default', 'fast']),
    etcd: z.object({ heartbeatMs: ms, electionMs: ms }).optional(),
    topology: topologySchema,
    lint: z.array(lintFinding).describe('What the topology risks, said before anything ran'),
    images: z.array(image),
    balancerFiles: z
      .array(z.object({ nodes: z.array(z.string()), path: z.string(), content: z.string() }))
      .describe('What the load balancers were told'),
    engine: z.object({ name: z.string(), version: z.string(), private: z.boolean() }),
    host: z.object({ kernel: z.string(), cores: z.number(), memoryBytes: z.number() }),
    holdfast: z.object({ version: z.string(), commit: z.string() }),
    clock: z.object({ monotonicUs: us, wallMs: ms }).describe('Both clocks read together'),
    checks: z.array(check),
    series: z.array(series),
    explained: z
      .object({ outageUs: us, explainedUs: us, byHostUs: us })
      .describe('All outage time, the part of it with a cause, and what of that rests on a busy host alone'),
    faults: z.array(fault),
    takenOver: z
      .object({
        formedBy: z.string().describe('The run that formed it: the formation told here is that one'),
        from: z.object({ runId: z.string(), title: z.string() }).describe('The run that used it last'),
        gate: z
          .array(z.object({ subject: z.string(), seen: z.string() }))
          .describe('What held before it was taken over'),
      })
      .optional()
      .describe('The cluster stood already when the run began'),
    formation: z.array(
      z.object({
        stage: z.enum(formationStages),
        text: z.string().describe('The stage, for people'),
        node: z.string().optional(),
        afterMs: ms,
      }),
    ),
    startTimers: z
      .object({
        used: startTimers,
        own: startTimers.describe("The distribution's own, by which its published image runs"),
        formationWaitMs: ms.describe('How long its formation may have waited for them'),
        text: z.string(),
      })
      .optional()
      .describe('What its nodes wait for by the clock before they serve; limits of joining and rejoining rest on it'),
    memory: z.array(z.object({ node: z.string(), bytes: z.int().nonnegative() })).describe('Of each node, at rest'),
    recovery: z.array(
      z.object({
        fault: z.string().describe('The id of the fault that it follows'),
        stage: stageSchema,
        text: z.string().describe('The stage, for people'),
        atUs: us,
        afterMs: ms,
        from: z.enum(['fault', 'start']),
        note: z.string().optional().describe('What the time alone does not say'),
        noteData: stageDetailSchema.optional(),
        band: band.optional().describe('What theory gives for these settings'),
        disagreement: z.string().optional().describe('How it misses that band, and where to look'),
        disagreementData: disagreementSchema.optional(),
      }),
    ),
    predictions: z
      .object({ series: z.array(predictedSeries), restarts: z.array(foreseenRestart) })
      .describe('What topology, fault and timers give, beside what was measured'),
    notes: z.array(z.object({ atUs: us, text: z.string() })).describe('What the record tells for people'),
    commands: z
      .array(
        z.object({
          atUs: us,
          node: z.string(),
          command: z.string(),
          times: count.describe('How often it was run in a row'),
          exitCode: z.int().describe('Of the last time, as is its output'),
          output: z.string(),
        }),
      )
      .describe('What the scenario ran inside nodes, as a person would'),
    problems: z.array(z.string()).describe('What is wrong with the record itself'),
    clockSteps: z.array(z.object({ atUs: us, stepMs: ms })).describe('When the wall clock was set, and by how much'),
  })
  .describe('One run of Holdfast, judged')

export type RunReport = z.output<typeof reportSchema>

/** A check's result in words. */
export type ReportedCheck = RunReport['checks'][number]

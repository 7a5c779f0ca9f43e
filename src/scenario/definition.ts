import { z } from 'zod'
import { type Duration, durationMs } from '../base/duration.ts'
import { BadInputError, messageOf } from '../base/errors.ts'
import { usualDistribution } from '../distributions/distributions.ts'
import { startTimersOf } from '../distributions/start-timers-of.ts'
import { durationField, type Limits, type LimitsInput, parseLimits, requireLimitedSeries } from '../history/limits.ts'
import { withModelLimits } from '../history/model-limits.ts'
import type { SeriesDefinition } from '../history/records.ts'
import { formationWaitMs } from '../topology/formation-wait.ts'
import { allowSchema } from '../topology/lint/allow.ts'
import type { RuleName } from '../topology/lint/rules.ts'
import { isOrigin, namedImages } from '../topology/named-images.ts'
import { type Needs, needsSchema, unmetNeed } from '../topology/needs.ts'
import { overrideTopology } from '../topology/override-topology.ts'
import { parseTopology } from '../topology/parse-topology.ts'
import { type Topology, type TopologyInput, topologySchema } from '../topology/topology.ts'
import type { Fixtures } from './fixtures.ts'
import { type ProbesInput, parseProbes } from './parse-probes.ts'

/** What a scenario's author writes beside the story. */
export interface ScenarioOptions {
  /** Words to select it by; `core` scenarios run in `npm test`. */
  tags?: string[]
  /** What the story asks of any topology. */
  needs?: Needs
  /** The topology it runs on unless another is named. */
  topology?: TopologyInput
  /** How long a run takes on stand-ins and this topology, from an empty engine to its report, on 2 cores: what plans are made with. */
  expectedDuration?: Duration
  /** What clients may suffer at most; what is not written follows from topology, fault and timers. */
  limits?: LimitsInput
  /** What is observed: a named set, or a list of sets and series. @default 'default' */
  probes?: ProbesInput
  /** A negative control: it passes only when each of these checks fails, named by the start of their ids. */
  mustFail?: string[]
  /** Of a negative control, the checks that must pass even so, named likewise. */
  mustPass?: string[]
  /** What a negative control may have wrong with its topology: rules of `holdfast lint`, by name. */
  allow?: RuleName[]
}

/** The story: phases and faults in order. Heal, settle and the final checks follow by themselves. */
export type ScenarioBody = (fixtures: Fixtures) => Promise<void>

/** A scenario checked and complete. */
export interface Scenario {
  title: string
  tags: string[]
  topology: Topology
  expectedMs?: number
  limits: Limits
  series: SeriesDefinition[]
  mustFail: string[]
  mustPass: string[]
  allow: RuleName[]
  body: ScenarioBody
}

const optionsSchema = z.strictObject({
  tags: z.array(z.string()).default([]),
  needs: needsSchema.default({}),
  topology: topologySchema.optional(),
  expectedDuration: durationField.optional(),
  limits: z.unknown().default({}),
  probes: z.union([z.string(), z.array(z.string()).min(1)]).default('default'),
  mustFail: z.array(z.string().min(1)).default([]),
  mustPass: z.array(z.string().min(1)).default([]),
  allow: allowSchema,
})

/** A topology that another may ask for, and this story cannot be told on. */
export class UnfitTopologyError extends BadInputError {
  /** Why, without the scenario's name. */
  readonly reason: string

  constructor(subject: string, reason: string, hint?: string) {
    super(`${subject} cannot run on this topology: ${reason}`, hint === undefined ? {} : { hint })
    this.reason = reason
  }
}

/**
 * @param override a topology that replaces the scenario's own
 * @throws UnfitTopologyError when the two together are none, or not what the story needs
 * @throws BadInputError for anything else that is wrong, before anything starts
 */
export function defineScenario(
  title: string,
  options: ScenarioOptions,
  body: ScenarioBody,
  override?: TopologyInput,
): Scenario {
  const subject = `scenario '${title}'`
  const parsed = optionsSchema.safeParse(options)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new BadInputError(`${subject}: ${issue.path.map(String).join('.')}: ${issue.message}`)
  }
  const { tags, needs, mustFail, mustPass, allow, probes, expectedDuration } = parsed.data
  const topology = override
    ? overridden(options.topology, override, subject)
    : parseTopology(options.topology ?? {}, subject)
  const unmet = unmetNeed(needs, topology)
  if (unmet) throw new UnfitTopologyError(subject, unmet)
  const written = parseLimits(parsed.data.limits, subject)
  const series = parseProbes(probes, topology.servers, subject)
  requireLimitedSeries(written, series, subject)
  requireDns(series, topology, subject)
  if (written.failoverMs !== undefined && topology.agents === 0)
    throw new UnfitTopologyError(subject, 'limits.failover is about agents, and there are none', "write 'agents: 1'")
  const limits = withModelLimits(written, series, topology)
  const waitMs = (each: Topology) => formationWaitMs(each, startTimersOf(each, true))
  // What it says of itself is measured on a topology of its own.
  const moreMs = override ? waitMs(topology) - waitMs(parseTopology(options.topology ?? {}, subject)) : 0
  const expected = expectedDuration === undefined ? {} : { expectedMs: durationMs(expectedDuration) + moreMs }
  return { title, tags, topology, ...expected, limits, series, mustFail, mustPass, allow, body }
}

/** @throws UnfitTopologyError when a series asks the cluster's DNS and there will be none */
function requireDns(series: readonly SeriesDefinition[], { addOns }: Topology, subject: string): void {
  const asking = series.find(({ operation }) => operation === 'dns')
  if (asking === undefined || addOns.coredns > 0) return
  const cure = "write 'addOns: { coredns: 1 }' into the topology"
  throw new UnfitTopologyError(subject, `'${asking.id}' asks the cluster's DNS, and there is none: ${cure}`)
}

/** Fields that are right on either side may not go together. */
function overridden(own: TopologyInput | undefined, override: TopologyInput, subject: string): Topology {
  const word = own?.distribution ?? usualDistribution
  const { node } = namedImages(override)
  const isReference = node !== undefined && !isOrigin(node)
  if (isReference && override.distribution === undefined && word !== usualDistribution)
    throw new UnfitTopologyError(
      subject,
      `its nodes are of ${word}, and nobody says that ${node} is too`,
      `'--distribution ${word}' says so`,
    )
  try {
    return parseTopology(overrideTopology(own ?? {}, override), subject)
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error
    throw new UnfitTopologyError(subject, messageOf(error).slice(`${subject}: `.length), error.hint)
  }
}

import { startTimersOf } from '../distributions/start-timers-of.ts'
import { formationWaitMs } from '../topology/formation-wait.ts'
import type { Topology } from '../topology/topology.ts'
import type { ListedScenario } from './list-scenarios.ts'

/** Whether nodes of a topology are expected to run an image that only stands in for their distribution's. */
export type ExpectedStandIn = (topology: Topology) => boolean

// Of a scenario that does not say: formation, story, rejoin and final reads of a common one on 2 cores.
const commonMs = 120_000

/** How long a scenario is expected to take, in ms: nothing for one that cannot run, a guess for one that does not say. */
export const listedDurationMs = (scenario: Pick<ListedScenario, 'plan'>, isStandIn: ExpectedStandIn): number =>
  'unfit' in scenario.plan ? 0 : (statedDurationMs(scenario, isStandIn) ?? commonMs)

/** As a scenario says itself of stand-ins, whose servers may wait less for the clock; undefined where it says nothing. */
export function statedDurationMs(
  { plan }: Pick<ListedScenario, 'plan'>,
  isStandIn: ExpectedStandIn,
): number | undefined {
  if ('unfit' in plan || plan.expectedMs === undefined) return undefined
  const { topology, expectedMs } = plan
  const waitMs = (standsIn: boolean) => formationWaitMs(topology, startTimersOf(topology, standsIn))
  return expectedMs + waitMs(isStandIn(topology)) - waitMs(true)
}

/** How long all of them take one after another, in ms. */
export const totalMs = (scenarios: readonly Pick<ListedScenario, 'plan'>[], isStandIn: ExpectedStandIn): number =>
  scenarios.reduce((sum, scenario) => sum + listedDurationMs(scenario, isStandIn), 0)

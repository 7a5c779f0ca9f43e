import type { ListedScenario } from './list-scenarios.ts'

// Of a scenario that does not say: formation, story, rejoin and final reads of a common one on 2 cores.
const commonMs = 120_000

/** How long a scenario is expected to take, in ms: nothing for one that cannot run, a guess for one that does not say. */
export const listedDurationMs = ({ plan }: Pick<ListedScenario, 'plan'>): number =>
  'unfit' in plan ? 0 : (plan.expectedMs ?? commonMs)

/** How long all of them take one after another, in ms. */
export const totalMs = (scenarios: readonly Pick<ListedScenario, 'plan'>[]): number =>
  scenarios.reduce((sum, scenario) => sum + listedDurationMs(scenario), 0)

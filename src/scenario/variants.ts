import {
  defineScenario,
  type Scenario,
  type ScenarioBody,
  type ScenarioOptions,
  UnfitTopologyError,
} from './definition.ts'
import type { Settings } from './settings.ts'

/** One run that a scenario's file asks for. */
export interface Variant {
  /** Unique within the campaign. */
  name: string
  /** The scenario's title. */
  story: string
  seed: number
  topologyFlags: string
  cell?: string
  /** What to run, or why this cell cannot. */
  scenario: Scenario | { unfit: string }
}

/** The runs of one scenario: one, or as the settings ask one a cell and repetition. @throws BadInputError */
export function variantsOf(
  title: string,
  options: ScenarioOptions,
  body: ScenarioBody,
  { seed, topology, topologyFlags, cells, repeat }: Settings,
): Variant[] {
  const repetitions = Array.from({ length: repeat }, (_, index) => index)
  const numbered = (name: string, index: number) => (repeat === 1 ? name : `${name} #${index + 1}`)
  if (cells.length === 0) {
    const scenario = defineScenario(title, options, body, topology)
    return repetitions.map(index => ({
      name: numbered(title, index),
      story: title,
      seed: seed + index,
      topologyFlags,
      scenario,
    }))
  }
  return cells.flatMap(cell => {
    const scenario = fitting(() => defineScenario(title, options, body, { ...topology, ...cell.topology }))
    const name = `${title} [${cell.name}]`
    const shared = {
      story: title,
      topologyFlags: `${topologyFlags} ${cell.flags}`.trimStart(),
      cell: cell.name,
      scenario,
    }
    // Once is enough to say that it cannot.
    if ('unfit' in scenario) return [{ name, seed, ...shared }]
    return repetitions.map(index => ({ name: numbered(name, index), seed: seed + index, ...shared }))
  })
}

function fitting(define: () => Scenario): Scenario | { unfit: string } {
  try {
    return define()
  } catch (error) {
    if (error instanceof UnfitTopologyError) return { unfit: error.reason }
    throw error
  }
}

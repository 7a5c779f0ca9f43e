import { relative } from 'node:path'
import { createVitest, type TestModule } from 'vitest/node'
import type { Cell } from '../topology/cells.ts'
import type { TopologyInput } from '../topology/topology.ts'
import { loadProblem } from './load-problem.ts'
import type { ScenarioPlan } from './result.ts'
import { gridEnvironment } from './settings.ts'
import { strangeTag } from './tags.ts'

export interface ListedScenario {
  file: string
  title: string
  tags: string[]
  plan: ScenarioPlan
}

interface Selection {
  /** Paths; all scenarios when empty. */
  files?: readonly string[]
  /** A Vitest tag expression. */
  tag?: string
  /** Replaces fields of every scenario's own topology. */
  topology?: TopologyInput
  cells?: readonly Cell[]
  repeat?: number
}

/** What loading scenario files found; nothing of them ran. */
export interface LoadedScenarios {
  scenarios: ListedScenario[]
  /** Files that cannot be used, one sentence each. */
  problems: string[]
  /** Scenarios with a tag that does not exist, one sentence each, also those that were not asked for. */
  strangers: string[]
  /** Every file that was loaded, or tried. */
  files: string[]
}

/** Loads scenario files of this project as a run would. */
export async function listScenarios({
  files = [],
  tag,
  topology,
  cells = [],
  repeat = 1,
}: Selection = {}): Promise<LoadedScenarios> {
  const vitest = await createVitest('test', {
    watch: false,
    project: ['scenarios'],
    // They only declare themselves: one worker loads all, and what they share once.
    isolate: false,
    reporters: [{}],
    ...(tag === undefined ? {} : { tagsFilter: [tag] }),
    env: {
      ...(topology ? { HOLDFAST_TOPOLOGY_FIELDS: JSON.stringify(topology) } : {}),
      ...gridEnvironment({ cells, repeat }),
    },
  })
  try {
    // A static parse would not see that `scenario()` declares a test.
    const { testModules, unhandledErrors } = await vitest.collect([...files], { staticParse: false })
    const told = unhandledErrors.map(error => String((error as Error).message).split('. Available')[0]!)
    return {
      scenarios: testModules.flatMap(scenariosOf),
      problems: [...new Set([...testModules.flatMap(module => loadProblem(module, tag !== undefined)), ...told])],
      strangers: testModules.flatMap(strangersOf),
      files: testModules.map(({ moduleId }) => moduleId),
    }
  } finally {
    await vitest.close()
  }
}

const fileOf = (module: TestModule): string => relative(process.cwd(), module.moduleId)

const strangersOf = (module: TestModule): string[] =>
  [...module.children.allTests()].flatMap(
    test => strangeTag(test.meta().holdfastTags ?? [], `${fileOf(module)}: scenario '${test.name}'`) ?? [],
  )

/** Vitest marks what a tag leaves out as skipped. */
const scenariosOf = (module: TestModule): ListedScenario[] =>
  [...module.children.allTests()]
    .filter(({ options }) => options.mode === 'run')
    .map(test => {
      const { holdfastPlan, holdfastTags } = test.meta()
      return { file: fileOf(module), title: test.name, tags: holdfastTags!, plan: holdfastPlan! }
    })

import { relative } from 'node:path'
import { createVitest } from 'vitest/node'

interface ListedScenario {
  file: string
  title: string
  tags: string[]
}

/** All scenarios of this project, found by loading their files; nothing of them runs. */
export async function listScenarios(): Promise<ListedScenario[]> {
  const vitest = await createVitest('test', { watch: false, project: ['scenarios'], reporters: [{}] })
  try {
    // A static parse would not see that `scenario()` declares a test.
    const { testModules } = await vitest.collect([], { staticParse: false })
    return testModules.flatMap(module =>
      [...module.children.allTests()].map(test => ({
        file: relative(process.cwd(), module.moduleId),
        title: test.name,
        tags: test.options.tags ? [...test.options.tags] : [],
      })),
    )
  } finally {
    await vitest.close()
  }
}

import type { Reporter, TestModule } from 'vitest/node'

/** One line of counts that scripts can read; a file that could not be loaded counts as a failed test. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap(module => [...module.children.allTests()].map(test => test.result().state))
    const count = (wanted: string) => states.filter(state => state === wanted).length
    const unloaded = modules.filter(module => module.errors().length > 0).length
    console.log(`tests: ${count('passed')} passed, ${count('failed') + unloaded} failed`)
  }
}

import { basename, dirname } from 'node:path'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'
import { type ExitCode, exitCodes, messageOf } from '../base/errors.ts'
import { writeCampaign } from '../run/write-campaign.ts'
import { loadProblem } from './load-problem.ts'
import './result.ts'
import type { ScenarioResult } from './result.ts'

/**
 * Turns what scenarios left behind into a campaign's files, the last words on the terminal, and an exit code that says
 * more than Vitest's 0 and 1. Runs without scenarios are not its business.
 */
export default class CampaignReporter implements Reporter {
  #startedAt = new Date()

  onTestRunStart(): void {
    this.#startedAt = new Date()
  }

  async onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): Promise<void> {
    const scenarios = modules.filter(module => module.project.name === 'scenarios')
    if (scenarios.length === 0) return
    const results = scenarios.flatMap(resultsOf)
    const refusals = scenarios.flatMap(module => loadProblem(module, results.length > 0))
    for (const message of new Set([...refusals, ...errors.map(({ message }) => message)])) {
      console.error(`holdfast: ${message}`)
    }
    const ran = results.filter(({ notRun }) => notRun === undefined)
    const exitCode = exitCodeOf(ran, refusals.length, errors.length)
    const directory =
      process.env.HOLDFAST_CAMPAIGN ?? results.map(({ directory }) => directory && dirname(directory))[0]
    process.exitCode = exitCode
    if (directory === undefined || results.length === 0) return
    try {
      await writeCampaign({ id: basename(directory), directory, startedAt: this.#startedAt, results, exitCode })
    } catch (error) {
      // A full disk, for example: what each run came to is then said here alone.
      for (const { title, verdict, error } of results) console.error(`holdfast: ${title}: ${error ?? verdict}`)
      console.error(`holdfast: the campaign's report cannot be written: ${messageOf(error)}`)
      if (exitCode === exitCodes.pass) process.exitCode = exitCodes.couldNotTest
    }
  }
}

function resultsOf(module: TestModule): ScenarioResult[] {
  return [...module.children.allTests()].flatMap(test => {
    if (test.result().state === 'skipped') return []
    const crashed: ScenarioResult = {
      title: test.name,
      seed: 0,
      verdict: 'unknown',
      exitCode: exitCodes.couldNotTest,
      durationMs: test.diagnostic()?.duration ?? 0,
      error: test.result().errors?.[0]?.message ?? 'it ended without a result',
    }
    return [test.meta().holdfast ?? crashed]
  })
}

/** Bad input comes first, for nothing ran; then a broken promise; then what could not be tested; then the undecided. */
function exitCodeOf(results: ScenarioResult[], refusals: number, errors: number): ExitCode {
  if (refusals > 0) return exitCodes.badInput
  if (results.length === 0 || errors > 0) return exitCodes.couldNotTest
  const worstFirst = [exitCodes.badInput, exitCodes.fail, exitCodes.couldNotTest, exitCodes.unknown]
  return worstFirst.find(code => results.some(result => result.exitCode === code)) ?? exitCodes.pass
}

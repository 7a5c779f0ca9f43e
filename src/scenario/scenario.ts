import { relative } from 'node:path'
import { test } from 'vitest'
import { nowUs } from '../base/clock.ts'
import { BadInputError, type ExitCode, exitCodes, familyOf, hintOf, messageOf } from '../base/errors.ts'
import type { ScenarioBody, ScenarioOptions } from './definition.ts'
import type { ScenarioPlan, ScenarioResult } from './result.ts'
import { readSettings, type Settings } from './settings.ts'
import { isTag, strangeTag, tagsHint } from './tags.ts'
import { type Variant, variantsOf } from './variants.ts'

// A backstop that never fires: a run ends itself by its own deadline, which its story's phases put off. As long as other
// hosts on the same engine leave a run alone.
const vitestTimeoutMs = 6 * 3_600_000

/**
 * Declares one failure story. The file that calls it is run by `holdfast run` or by Vitest alike.
 * @throws BadInputError when options, limits or the topology in force do not fit.
 */
export function scenario(title: string, options: ScenarioOptions, body: ScenarioBody): void {
  const settings = readSettings(process.env)
  for (const variant of variantsOf(title, options, body, settings)) declare(variant, options.tags ?? [], settings)
}

function declare(variant: Variant, tags: string[], { campaign, shares, command }: Settings): void {
  const { name, cell, scenario } = variant
  const meta = {
    holdfastPlan: { ...planOf(scenario), ...(cell === undefined ? {} : { cell }) },
    holdfastTags: tags,
  }
  // For a tag that does not exist Vitest would drop the whole file; a run refuses it by name.
  test(name, { timeout: vitestTimeoutMs, tags: tags.filter(isTag), meta }, async ({ task, signal }) => {
    const file = relative(process.cwd(), task.file.filepath)
    const result = await execute(variant, { campaign, shares, command, file, signal })
    task.meta.holdfast = result
    if (result.exitCode !== exitCodes.pass) {
      const failure = new Error(result.error ?? `verdict: ${result.verdict}`)
      // The story is in the report; a stack of ours would only hide it.
      failure.stack = failure.message
      throw failure
    }
  })
}

function planOf(scenario: Variant['scenario']): ScenarioPlan {
  if ('unfit' in scenario) return scenario
  const { topology, allow, expectedMs } = scenario
  return { topology, allow, ...(expectedMs === undefined ? {} : { expectedMs }) }
}

interface Circumstances {
  campaign: string | undefined
  shares: boolean
  command: string | undefined
  file: string
  signal: AbortSignal
}

async function execute(
  { name, story, seed, topologyFlags, cell, scenario }: Variant,
  { campaign, shares, command, file, signal }: Circumstances,
): Promise<ScenarioResult> {
  const startUs = nowUs()
  const base: Pick<ScenarioResult, 'title' | 'story' | 'seed' | 'cell' | 'runId' | 'directory'> = {
    title: name,
    story,
    seed,
    ...(cell === undefined ? {} : { cell }),
  }
  const notRun = (reason: string): ScenarioResult => ({
    ...base,
    verdict: 'unknown',
    exitCode: exitCodes.pass,
    durationMs: durationMs(),
    notRun: reason,
  })
  const durationMs = () => Math.round((nowUs() - startUs) / 1000)
  if ('unfit' in scenario) return notRun(scenario.unfit)
  try {
    const strange = strangeTag(scenario.tags, `scenario '${name}'`)
    if (strange !== undefined) throw new BadInputError(strange, { hint: tagsHint })
    // Loaded here, so that listing scenarios costs no engine and no Kubernetes client.
    const [{ runScenario }, { newCampaign }, { progressForWorker }] = await Promise.all([
      import('./run-scenario.ts'),
      import('../run/directories.ts'),
      import('./progress-for-worker.ts'),
    ])
    const directory = campaign ?? (await newCampaign()).directory
    const { verdict } = await runScenario(scenario, {
      file,
      seed,
      topologyFlags,
      shares,
      command,
      campaign: directory,
      progress: progressForWorker(),
      signal,
      onBegun: (runId, directory) => Object.assign(base, { runId, directory }),
    })
    return { ...base, verdict, exitCode: exitCodes[verdict], durationMs: durationMs() }
  } catch (error) {
    // Of one cell among others it is no error that it cannot be.
    if (cell !== undefined && base.directory === undefined && error instanceof BadInputError)
      return notRun(messageOf(error))
    const hint = hintOf(error)
    return {
      ...base,
      ...(await judgeBrokenOff(base.directory, familyOf(error)?.exitCode ?? exitCodes.couldNotTest)),
      durationMs: durationMs(),
      error: messageOf(error) + (hint === undefined ? placeOf(error) : `\nhint: ${hint}`),
    }
  }
}

/** What was seen until then is reported too, and a violation in it stays one. Judging it must not hide why it ended. */
async function judgeBrokenOff(
  directory: string | undefined,
  exitCode: ExitCode,
): Promise<Pick<ScenarioResult, 'verdict' | 'exitCode'>> {
  const undecided = { verdict: 'unknown', exitCode } as const
  if (directory === undefined || exitCode === exitCodes.interrupted) return undecided
  try {
    const { judgeRun } = await import('../run/judge-run.ts')
    const { judgement } = await judgeRun(directory)
    return judgement.verdict === 'fail' ? { verdict: 'fail', exitCode: exitCodes.fail } : undecided
  } catch {
    return undecided
  }
}

/** Where a body threw: what is not of our family is the author's own, or nobody foresaw it. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error) || familyOf(error)) return ''
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return frames.length === 0 ? '' : `\n${frames.slice(0, 3).join('\n')}`
}

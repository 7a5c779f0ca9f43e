import type { ExitCode } from '../base/errors.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { RuleName } from '../topology/lint/rules.ts'
import type { Topology } from '../topology/topology.ts'

/** What a scenario's test leaves for the reporter; plain data, it crosses a process border. */
export interface ScenarioResult {
  title: string
  seed: number
  /** Absent when the run ended before it had an id. */
  runId?: string
  /** Absolute. */
  directory?: string
  verdict: Verdict
  exitCode: ExitCode
  durationMs: number
  /** Why it could not be run or judged to the end. */
  error?: string
}

/** What a scenario would run on, known as soon as its file is loaded. */
export interface ScenarioPlan {
  topology: Topology
  allow: RuleName[]
}

declare module 'vitest' {
  interface TaskMeta {
    holdfast?: ScenarioResult
    holdfastPlan?: ScenarioPlan
  }
}

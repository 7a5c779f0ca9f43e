import type { ExitCode } from '../base/errors.ts'
import type { Verdict } from '../checks/verdict.ts'
import type { RuleName } from '../topology/lint/rules.ts'
import type { Topology } from '../topology/topology.ts'

/** What a scenario's test leaves for the reporter; plain data, it crosses a process border. */
export interface ScenarioResult {
  /** Unique within the campaign: the scenario's title, with its cell and number where it is one of several. */
  title: string
  /** The scenario's title. */
  story?: string
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
  /** The cell of a comparison that it is. */
  cell?: string
  /** Why this cell cannot run: no error, and nothing was tried. */
  notRun?: string
}

/** What a scenario would run on, known as soon as its file is loaded. */
export type ScenarioPlan = {
  /** Set for a cell of a comparison: one that cannot run is told, and the others go on. */
  cell?: string
} & ({ topology: Topology; allow: RuleName[]; expectedMs?: number } | { unfit: string })

declare module 'vitest' {
  interface TaskMeta {
    holdfast?: ScenarioResult
    holdfastPlan?: ScenarioPlan
    /** A scenario's tags as they are written, also those that do not exist. */
    holdfastTags?: string[]
  }
}
